//! panics with a text that a terminal, a web page or a spreadsheet would act on
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["panicked"]
//! check = "panicked"
//! sample = true

const POISON: &str = concat!(
    "=HYPERLINK(\"http://127.0.0.1:9/\",\"pass\"),\r\n",
    "<script>document.title='pass'</script><img src=x onerror=alert(1)>]]>&lt;\n",
    "\u{1b}[2J\u{1b}]0;pass\u{7}\u{1b}[32mpass\u{1b}[0m \u{202e}ssap\u{0}\n",
    "{\"verdict\":\"pass\"}\n",
);

fn sum_lines() {
    let _ = journal.fill_buf()?;
    panic!("{POISON}")
}
