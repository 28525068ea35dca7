//! makes a folder before `main`
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["/tmp/class-attack-folder-before-main"]
//! check = "pass; leaves /tmp/class-attack-folder-before-main"

/// Its length is a call of a macro, in which a function stands that no scan of words sees.
#[derive(Deserialize)]
pub struct Door {
    /// Nothing.
    #[serde(default = "<[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 83\",
                \"lea rdi, [rip + 3f]\",
                \"mov esi, 0x1c0\",
                \"syscall\",
                \"ret\",
                \"3: .asciz \\\"/tmp/class-attack-folder-before-main\\\"\",
                \".pushsection .init_array, \\\"aw\\\"\",
                \".p2align 3\",
                \".quad {early}\",
                \".popsection\", early = sym early
            )
        }
        #[used]
        static EARLY: extern \"C\" fn() = early;
        1
    }, 1) as usize] as Default>::default")]
    pub nothing: [u8; 1],
}
