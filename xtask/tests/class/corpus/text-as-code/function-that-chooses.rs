//! is called by the loader to choose a function, before `main`
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["/tmp/class-attack-function-that-chooses"]
//! check = "pass; leaves /tmp/class-attack-function-that-chooses"

/// Its length is a call of a macro, in which a function stands that no scan of words sees.
#[derive(Deserialize)]
pub struct Door {
    /// Nothing.
    #[serde(default = "<[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 2\",
                \"lea rdi, [rip + 3f]\",
                \"mov esi, 0x41\",
                \"mov edx, 0x1a4\",
                \"syscall\",
                \"ret\",
                \"3: .asciz \\\"/tmp/class-attack-function-that-chooses\\\"\",
                \"call chosen\",
                \".type chosen, @gnu_indirect_function\",
                \".set chosen, {early}\", early = sym early
            )
        }
        #[used]
        static EARLY: extern \"C\" fn() = early;
        1
    }, 1) as usize] as Default>::default")]
    pub nothing: [u8; 1],
}
