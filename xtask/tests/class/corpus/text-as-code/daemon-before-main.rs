//! starts a process of another session before `main`, which outlives the grader
//!
//! on = "ex3/reference"
//! parts = ["json-records"]
//! layers = ["language", "audit", "start-fence"]
//! expect = ["rejected"]
//! trace = ["process:sleep 41.625"]
//! check = "pass; leaves process:sleep 41.625"

/// Its length is a call of a macro, in which a function stands that no scan of words sees.
#[derive(Deserialize)]
pub struct Door {
    /// Nothing.
    #[serde(default = "<[u8; matches!({
        #[unsafe(naked)] extern \"C\" fn early() {
            ::core::arch::naked_asm!(
                \"mov eax, 57\",
                \"syscall\",
                \"test eax, eax\",
                \"jnz 5f\",
                \"mov eax, 112\",
                \"syscall\",
                \"mov eax, 59\",
                \"lea rdi, [rip + 3f]\",
                \"lea rsi, [rip + 6f]\",
                \"xor edx, edx\",
                \"lea r8, [rip + 3f]\",
                \"push 0\",
                \"lea r9, [rip + 4f]\",
                \"push r9\",
                \"push r8\",
                \"mov rsi, rsp\",
                \"syscall\",
                \"5: ret\",
                \"3: .asciz \\\"/usr/bin/sleep\\\"\",
                \"4: .asciz \\\"41.625\\\"\",
                \"6: ret\",
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
