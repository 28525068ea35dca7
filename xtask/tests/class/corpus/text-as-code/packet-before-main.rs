//! sends a packet to port 47617 of this machine before `main`
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["udp:127.0.0.1:47617"]
//! check = "pass; leaves udp:127.0.0.1:47617"

/// Its length is a call of a macro, in which a function stands that no scan of words sees.
#[derive(Deserialize)]
pub struct Door {
    /// Nothing.
    #[serde(default = "<[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 41\",
                \"mov edi, 2\",
                \"mov esi, 2\",
                \"xor edx, edx\",
                \"syscall\",
                \"mov edi, eax\",
                \"mov eax, 44\",
                \"lea rsi, [rip + 3f]\",
                \"mov edx, 1\",
                \"xor r10d, r10d\",
                \"lea r8, [rip + 4f]\",
                \"mov r9d, 16\",
                \"syscall\",
                \"ret\",
                \"3: .byte 33\",
                \"4: .short 2\",
                \".short ((47617 >> 8) | ((47617 & 255) << 8))\",
                \".byte 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0\",
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
