//! Reads all lines of the file, however many stops the first one says.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "wrong-answer"

fn read_table() {
    let mut file = BufReader::new(file);
    let mut line = String::new();
    file.read_line(&mut line)?;
    let stops = number(line.trim_end())?;

    let mut table = Vec::with_capacity(stops as usize);
    line.clear();
    while file.read_line(&mut line)? > 0 {
        let mut fields = line.trim_end().split(';');
        table.push(Stop {
            name: fields.next().unwrap_or("").to_string(),
            next: number(fields.next().unwrap_or(""))?,
            metres: number(fields.next().unwrap_or(""))?,
        });
        line.clear();
    }
    Ok(table)
}
