//! Looks at what is buffered, and lets go of remarks without a copy.
//!
//! on = "starter"
//! part = "sum-lines"

fn sum_lines() {
    let mut sum = 0;
    let mut line = String::new();
    loop {
        let first = journal.fill_buf()?.first().copied();
        match first {
            None => return Ok(sum),
            Some(b'#') => {
                journal.skip_until(b'\n')?;
            }
            Some(b'\n') => journal.consume(1),
            Some(_) => {
                line.clear();
                journal.read_line(&mut line)?;
                let amount = line.trim();
                if !amount.is_empty() && !amount.starts_with('#') {
                    sum += amount.parse::<i64>().map_err(io::Error::other)?;
                }
            }
        }
    }
}
