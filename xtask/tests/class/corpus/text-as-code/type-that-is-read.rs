//! hides a naked function in a type that is read in place of another
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["/tmp/class-attack-type-that-is-read"]
//! check = "pass; leaves /tmp/class-attack-type-that-is-read"

impl From<[u8; 1]> for Door {
    fn from(bytes: [u8; 1]) -> Door {
        Door { nothing: bytes[0] }
    }
}

/// It is read as another type, and the type's length is a call of a macro.
#[derive(Deserialize)]
#[serde(from = "[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 2\",
                \"lea rdi, [rip + 3f]\",
                \"mov esi, 0x41\",
                \"mov edx, 0x1a4\",
                \"syscall\",
                \"ret\",
                \"3: .asciz \\\"/tmp/class-attack-type-that-is-read\\\"\",
                \".pushsection .init_array, \\\"aw\\\"\",
                \".p2align 3\",
                \".quad {early}\",
                \".popsection\", early = sym early
            )
        }
        #[used]
        static EARLY: extern \"C\" fn() = early;
        1
    }, 1) as usize]")]
pub struct Door {
    /// Nothing.
    pub nothing: u8,
}
