//! Machine code, before it runs. In: the objects that a student's file became, in the
//! library and in its harness: generic functions and inlined ones are made there. Out: what
//! no safe Rust is compiled to.
//!
//! The scan reads a text as well as it can; here is what came of it. What enters the kernel
//! by itself, what runs before `main`, what others could be linked with: each is a reason not
//! to run any of it. An object that cannot be read to its end is one, too.
//!
//! It is no proof of innocence: code that jumps into the middle of an instruction reads
//! other instructions than these. Such code is no safe Rust, either, and the seal holds it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use iced_x86::{Code, Decoder, DecoderOptions, Instruction, Mnemonic};
use object::elf::{self, SHF_EXECINSTR, SHF_WRITE, STT_GNU_IFUNC};
use object::read::archive::ArchiveFile;
use object::{
    Architecture, Object, ObjectSection, ObjectSymbol, Section, SectionFlags, SectionKind,
    SymbolFlags,
};
use xtask::failure::Failure;

/// Looks through a library and through the objects of its harness, which lie in a folder.
/// Returns what may not be there, a sentence each.
///
/// # Errors
///
/// A file cannot be read.
pub fn look(library: &Path, harness: &Path) -> Result<Vec<String>, Failure> {
    let mut found = BTreeSet::new();
    let bytes = read(library)?;
    match ArchiveFile::parse(bytes.as_slice()) {
        Ok(archive) => {
            for member in archive.members() {
                let data = member.and_then(|member| {
                    let name = String::from_utf8_lossy(member.name()).into_owned();
                    Ok((name, member.data(bytes.as_slice())?))
                });
                match data {
                    // The compiler's own notes lie among the objects.
                    Ok((name, data)) if name.ends_with(".o") => look_at(data, &mut found),
                    Ok(_) => {}
                    Err(error) => note(&mut found, format!("a library that is damaged: {error}")),
                }
            }
        }
        Err(error) => note(&mut found, format!("a library that is none: {error}")),
    }
    for path in objects(harness)? {
        look_at(&read(&path)?, &mut found);
    }
    Ok(found.into_iter().collect())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::io("read", path, &error))
}

/// The objects in a folder. There is at least one: what is not there, nobody has looked at.
fn objects(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |error: std::io::Error| Failure::io("read the folder", folder, &error);
    let mut objects = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.extension().is_some_and(|extension| extension == "o") {
            objects.push(path);
        }
    }
    match objects.is_empty() {
        true => Err(Failure::new(format!(
            "{}: the compiler left no objects of the harness",
            folder.display()
        ))),
        false => Ok(objects),
    }
}

fn note(found: &mut BTreeSet<String>, what: String) {
    found.insert(format!("the compiled file has {what}"));
}

fn look_at(data: &[u8], found: &mut BTreeSet<String>) {
    let object = match object::File::parse(data) {
        Ok(object) => object,
        Err(error) => return note(found, format!("an object that is none: {error}")),
    };
    for symbol in object.symbols() {
        if let Some(what) = of_symbol(&symbol) {
            note(found, what);
        }
    }
    for section in object.sections() {
        if let Some(what) = of_section(&section) {
            note(found, what);
        }
        if is_code(&section) {
            for what in of_code(&object, &section) {
                note(found, what);
            }
        }
    }
}

fn of_symbol<'d>(symbol: &impl ObjectSymbol<'d>) -> Option<String> {
    let name = symbol.name().unwrap_or("…");
    let SymbolFlags::Elf { st_info, .. } = symbol.flags() else {
        return Some(format!("a symbol of an unknown kind, `{name}`"));
    };
    if st_info.st_type() == STT_GNU_IFUNC {
        return Some(format!(
            "a function that chooses another one before `main`, `{}`",
            shown(name)
        ));
    }
    let is_mangled = name.starts_with("_R") || name.starts_with("_ZN");
    let is_own = symbol.is_definition() && symbol.is_global() && !name.is_empty();
    (is_own && !is_mangled && !is_compilers(name))
        .then(|| format!("a symbol `{name}` that others may be linked with, and no name of Rust's"))
}

/// Names that the compiler gives to what has none, and those of every program.
fn is_compilers(name: &str) -> bool {
    const BEGINNINGS: [&str; 6] = [
        "anon.",
        "DW.ref.",
        "__rust",
        "str.",
        "vtable.",
        "switch.table.",
    ];
    let is_of_a_program = matches!(name, "main" | "rust_eh_personality");
    is_of_a_program
        || BEGINNINGS
            .iter()
            .any(|beginning| name.starts_with(beginning))
        || name.contains(".llvm.")
}

/// Sections with functions that run before `main`, or after it.
const OUTSIDE_OF_MAIN: [&str; 7] = [
    ".init",
    ".init_array",
    ".preinit_array",
    ".ctors",
    ".fini",
    ".fini_array",
    ".dtors",
];

fn of_section(section: &Section<'_, '_>) -> Option<String> {
    let name = section.name().unwrap_or("…");
    let is_outside = |outside: &str| {
        let rest = name.strip_prefix(outside);
        // `.init_array.00001` is one as well, and `.initial` is not.
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if OUTSIDE_OF_MAIN.into_iter().any(is_outside) {
        return Some(format!(
            "code that runs before or after `main` (section {name})"
        ));
    }
    (has(section, SHF_WRITE) && has(section, SHF_EXECINSTR))
        .then(|| format!("code that can be changed (section {name})"))
}

fn has(section: &Section<'_, '_>, flag: elf::SectionFlags) -> bool {
    match section.flags() {
        SectionFlags::Elf { sh_flags, .. } => sh_flags.0 & flag.0 != 0,
        _ => false,
    }
}

fn is_code(section: &Section<'_, '_>) -> bool {
    section.kind() == SectionKind::Text || has(section, SHF_EXECINSTR)
}

/// What the code of a section does that no safe Rust does.
fn of_code(object: &object::File<'_>, section: &Section<'_, '_>) -> Vec<String> {
    if object.architecture() != Architecture::X86_64 {
        // Who accepts that it is not read, has said so.
        return Vec::new();
    }
    let bytes = match section.data() {
        Ok(bytes) => bytes,
        Err(error) => return vec![format!("code that cannot be read: {error}")],
    };
    let mut found = BTreeSet::new();
    let mut decoder = Decoder::with_ip(64, bytes, 0, DecoderOptions::NONE);
    let mut instruction = Instruction::default();
    while decoder.can_decode() {
        decoder.decode_out(&mut instruction);
        if let Some(what) = of_instruction(&instruction) {
            let whose = function_at(object, section, instruction.ip());
            found.insert(format!("{what} in {whose}"));
        }
    }
    found.into_iter().collect()
}

fn of_instruction(instruction: &Instruction) -> Option<String> {
    if instruction.is_invalid() {
        return Some("bytes that are no instruction".to_owned());
    }
    let enters_the_kernel = matches!(
        instruction.mnemonic(),
        Mnemonic::Syscall
            | Mnemonic::Sysenter
            | Mnemonic::Sysexit
            | Mnemonic::Sysexitq
            | Mnemonic::Sysret
            | Mnemonic::Sysretq
            | Mnemonic::Int
            | Mnemonic::Int1
            | Mnemonic::Into
            | Mnemonic::Iret
            | Mnemonic::Iretd
            | Mnemonic::Iretq
            | Mnemonic::Retf
            | Mnemonic::In
            | Mnemonic::Out
            | Mnemonic::Wrfsbase
            | Mnemonic::Wrgsbase
            | Mnemonic::Wrpkru
    );
    // To another segment, which may be one of the kernel's gates.
    let leaves = matches!(
        instruction.code(),
        Code::Call_m1616
            | Code::Call_m1632
            | Code::Call_m1664
            | Code::Jmp_m1616
            | Code::Jmp_m1632
            | Code::Jmp_m1664
    );
    (enters_the_kernel || leaves).then(|| {
        let name = format!("{:?}", instruction.mnemonic()).to_lowercase();
        format!("an instruction `{name}`, which the compiler never makes of safe code,")
    })
}

/// The function that has an address in a section.
fn function_at(object: &object::File<'_>, section: &Section<'_, '_>, address: u64) -> String {
    let mut symbols = object.symbols().filter(|symbol| {
        let begins = symbol.address() <= address;
        symbol.section_index() == Some(section.index()) && begins && symbol.name() != Ok("")
    });
    let first = symbols.next();
    let nearest = symbols.fold(first, |nearest, symbol| match nearest {
        Some(near) if near.address() >= symbol.address() => Some(near),
        _ => Some(symbol),
    });
    let name = nearest.and_then(|symbol| symbol.name().ok().map(shown));
    name.map_or("a function without a name".to_owned(), |name| {
        format!("`{name}`")
    })
}

fn shown(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// What is found in a library and in a program that uses it.
    fn found(library: &str, program: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let at = |name: &str| folder.path().join(name);
        let compile = |source: &str, text: &str, words: &[&str]| {
            std::fs::write(at(source), text).expect("written");
            let status = Command::new("rustc")
                .current_dir(folder.path())
                .args(["--edition=2024", "-O", "-C", "codegen-units=4", source])
                .args(words)
                .status();
            assert!(status.expect("rustc").success(), "{text}");
        };
        compile("it.rs", library, &["--crate-type=lib"]);
        let words = ["--extern", "it=libit.rlib", "-Csave-temps"];
        compile("main.rs", program, &words);
        look(&at("libit.rlib"), folder.path()).expect("objects")
    }

    const MAIN: &str = "fn main() { it::f(); }";

    #[test]
    fn ordinary_code_has_nothing_that_may_not_be_there() {
        let library = "use std::collections::HashMap; use std::sync::Mutex;\n\
            thread_local! { static T: std::cell::RefCell<Vec<u8>> = const { std::cell::RefCell::new(Vec::new()) }; }\n\
            static M: Mutex<Vec<String>> = Mutex::new(Vec::new());\n\
            pub fn f() { let mut m = HashMap::new(); m.insert(\"a\".to_owned(), 1.5_f64);\n\
            T.with_borrow_mut(|t| t.push(1)); M.lock().unwrap().push(format!(\"{m:?}\"));\n\
            std::thread::spawn(|| g(3_u8)).join().unwrap(); match m.len() { 7 => unreachable!(), _ => {} } }\n\
            pub fn g<T: std::fmt::Debug>(t: T) -> String { format!(\"{t:?}\") }";
        let program = "fn main() { it::f(); println!(\"{}\", it::g(vec![1_u64])); }";
        assert_eq!(found(library, program), [""; 0]);
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn what_enters_the_kernel_is_found_in_the_object_where_it_lands() {
        let plain = "#[unsafe(naked)] pub extern \"C\" fn n() { \
                     core::arch::naked_asm!(\"mov eax, 2\", \"INSTRUCTION\", \"ret\") } \
                     pub fn f() { std::hint::black_box(n as extern \"C\" fn()); }";
        let generic = "#[unsafe(naked)] pub extern \"C\" fn n<T>() { \
                       core::arch::naked_asm!(\"mov eax, 2\", \"INSTRUCTION\", \"ret\") } \
                       pub fn f() { } pub fn g<T>() { \
                       std::hint::black_box(n::<T> as extern \"C\" fn()); }";
        for (instruction, name) in [
            ("syscall", "syscall"),
            ("sysenter", "sysenter"),
            ("int 0x80", "int"),
            ("wrfsbase rax", "wrfsbase"),
            ("retf", "retf"),
        ] {
            for (library, program) in [(plain, MAIN), (generic, "fn main() { it::g::<u8>(); }")] {
                let all = found(&library.replace("INSTRUCTION", instruction), program);
                let says = format!("an instruction `{name}`, which");
                let is_told = |what: &String| what.contains(&says) && what.contains("it::n");
                assert!(all.iter().any(is_told), "{instruction}: {all:?}");
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn what_runs_before_main_is_found() {
        let naked = |text: &str| {
            format!(
                "#[unsafe(naked)] pub extern \"C\" fn n() {{ core::arch::naked_asm!(\"ret\", {text}) }} \
                 pub fn f() {{ std::hint::black_box(n as extern \"C\" fn()); }}"
            )
        };
        for (library, says) in [
            (
                naked(r#"".pushsection .init_array, \"aw\"", ".quad 0", ".popsection""#),
                "before or after `main` (section .init_array)",
            ),
            (
                naked("\".pushsection .text.x, \\\"awx\\\", @progbits\", \"nop\", \".popsection\""),
                "code that can be changed (section .text.x)",
            ),
            (
                naked(
                    "\".globl chooses\", \".type chooses, @gnu_indirect_function\", \
                     \"chooses: ret\"",
                ),
                "chooses another one before `main`, `chooses`",
            ),
            (
                naked("\".byte 0x06\""),
                "bytes that are no instruction in `it::n`",
            ),
            (
                "#[unsafe(no_mangle)] pub extern \"C\" fn memcpy2() {} pub fn f() { memcpy2() }"
                    .to_owned(),
                "a symbol `memcpy2` that others may be linked with",
            ),
        ] {
            let all = found(&library, MAIN);
            assert!(
                all.iter().any(|what| what.contains(says)),
                "{says}: {all:?}"
            );
        }
    }

    #[test]
    fn what_is_not_there_was_not_looked_at() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let library = folder.path().join("libit.rlib");
        std::fs::write(&library, "no library").expect("written");
        let failure = look(&library, folder.path()).expect_err("no objects");
        assert!(failure.to_string().contains("no objects"), "{failure}");
        std::fs::write(folder.path().join("a.o"), "no object").expect("written");
        assert_eq!(look(&library, folder.path()).expect("two files").len(), 2);
    }
}
