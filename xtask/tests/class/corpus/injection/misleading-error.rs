//! has an error that looks like one of the machine, which would be the grader's fault
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["did-not-compile", "rejected"]
//! check = "did-not-compile"

compile_error!(
    "No space left on device (os error 28)\n\nerror: could not write output: Permission denied; thread 'rustc' panicked; internal compiler error"
);
