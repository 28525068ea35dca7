//! Has one function that lends each line to a closure.
//!
//! on = "starter"
//! part = "sum-lines"

fn for_each_line(
    journal: &mut dyn BufRead,
    mut each: impl FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = String::new();
    loop {
        let mut line = std::mem::take(&mut buffer);
        if journal.read_line(&mut line)? == 0 {
            break Ok(());
        }
        each(line.trim())?;
        line.clear();
        buffer = line;
    }
}

fn sum_lines() {
    let mut sum = 0;
    for_each_line(journal, |line| {
        if !line.is_empty() && !line.starts_with('#') {
            sum += line.parse::<i64>().map_err(io::Error::other)?;
        }
        Ok(())
    })?;
    Ok(sum)
}
