//! hides a naked function in a bound that a derive copies
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["/tmp/class-attack-bound-of-a-derive"]
//! check = "pass; leaves /tmp/class-attack-bound-of-a-derive"

/// Its bound is one of a type, and the type's length is a call of a macro.
#[derive(Deserialize)]
#[serde(bound = "[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 2\",
                \"lea rdi, [rip + 3f]\",
                \"mov esi, 0x41\",
                \"mov edx, 0x1a4\",
                \"syscall\",
                \"ret\",
                \"3: .asciz \\\"/tmp/class-attack-bound-of-a-derive\\\"\",
                \".pushsection .init_array, \\\"aw\\\"\",
                \".p2align 3\",
                \".quad {early}\",
                \".popsection\", early = sym early
            )
        }
        #[used]
        static EARLY: extern \"C\" fn() = early;
        1
    }, 1) as usize]: Default")]
pub struct Door {
    /// Nothing.
    pub nothing: u8,
}
