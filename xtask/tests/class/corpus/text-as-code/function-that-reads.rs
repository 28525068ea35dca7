//! hides a naked function in the path of a function that reads a field
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["/tmp/class-attack-function-that-reads"]
//! check = "pass; leaves /tmp/class-attack-function-that-reads"

/// Reads a byte.
pub trait Reads {
    /// Reads it.
    fn read<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error>;
}

impl Reads for [u8; 1] {
    fn read<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
        u8::deserialize(from)
    }
}

/// Its function is one of a type, and the type's length is a call of a macro.
#[derive(Deserialize)]
pub struct Door {
    /// Nothing.
    #[serde(deserialize_with = "<[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 2\",
                \"lea rdi, [rip + 3f]\",
                \"mov esi, 0x41\",
                \"mov edx, 0x1a4\",
                \"syscall\",
                \"ret\",
                \"3: .asciz \\\"/tmp/class-attack-function-that-reads\\\"\",
                \".pushsection .init_array, \\\"aw\\\"\",
                \".p2align 3\",
                \".quad {early}\",
                \".popsection\", early = sym early
            )
        }
        #[used]
        static EARLY: extern \"C\" fn() = early;
        1
    }, 1) as usize] as Reads>::read")]
    pub nothing: u8,
}
