//! Keeps names and ways apart, and the names in one text.
//!
//! on = "reference"
//! part = "worker-table"
//! without = ["struct Stop"]

/// All stops. The name of a stop ends where that of the next one begins.
#[derive(Default)]
struct Table {
    names: String,
    ends: Vec<u32>,
    ways: Vec<(u32, u32)>,
}

impl Table {
    fn name(&self, stop: usize) -> &str {
        let begin = match stop {
            0 => 0,
            _ => self.ends[stop - 1] as usize,
        };
        &self.names[begin..self.ends[stop] as usize]
    }
}

struct Worker {
    number: usize,
    table: Arc<Table>,
}

impl Worker {
    fn run(self) -> Share {
        let mut share = Share {
            thread: thread::current().id(),
            stops: 0,
            metres: 0,
            farthest: String::new(),
        };
        let mut longest = (0, 0);
        for start in (self.number..self.table.ways.len()).step_by(WORKERS) {
            let metres = metres_to_depot(&self.table.ways, start);
            share.stops += 1;
            share.metres += metres;
            if metres >= longest.0 {
                longest = (metres, start);
            }
        }
        share.farthest = self.table.name(longest.1).to_string();
        share
    }
}

fn metres_to_depot(ways: &[(u32, u32)], start: usize) -> u64 {
    let mut metres = 0;
    let mut here = start;
    while here != 0 {
        let (next, way) = ways[here];
        metres += u64::from(way);
        here = next as usize;
    }
    metres
}

fn read_table(file: &mut dyn Read) -> io::Result<Table> {
    let mut file = BufReader::new(file);
    let mut line = String::new();
    file.read_line(&mut line)?;
    let stops = number(line.trim_end())?;

    let mut table = Table::default();
    table.ends.reserve(stops as usize);
    table.ways.reserve(stops as usize);
    for _ in 0..stops {
        line.clear();
        file.read_line(&mut line)?;
        let mut fields = line.trim_end().split(';');
        table.names.push_str(fields.next().unwrap_or(""));
        table.ends.push(table.names.len() as u32);
        let next = number(fields.next().unwrap_or(""))?;
        table
            .ways
            .push((next, number(fields.next().unwrap_or(""))?));
    }
    Ok(table)
}
