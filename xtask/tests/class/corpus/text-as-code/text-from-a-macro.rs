//! hands the text with a naked function to a derive by way of a macro
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["/tmp/class-attack-text-from-a-macro"]
//! check = "pass; leaves /tmp/class-attack-text-from-a-macro"

macro_rules! door {
    ($text:literal) => {
        /// The text comes from elsewhere.
        #[derive(Deserialize)]
        pub struct Door {
            /// Nothing.
            #[serde(default = $text)]
            pub nothing: [u8; 1],
        }
    };
}

door!("<[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 2\",
                \"lea rdi, [rip + 3f]\",
                \"mov esi, 0x41\",
                \"mov edx, 0x1a4\",
                \"syscall\",
                \"ret\",
                \"3: .asciz \\\"/tmp/class-attack-text-from-a-macro\\\"\",
                \".pushsection .init_array, \\\"aw\\\"\",
                \".p2align 3\",
                \".quad {early}\",
                \".popsection\", early = sym early
            )
        }
        #[used]
        static EARLY: extern \"C\" fn() = early;
        1
    }, 1) as usize] as Default>::default");
