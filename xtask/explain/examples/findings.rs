//! Prints what there is to say of profiles, as a reader would see it.
//!
//! ```console
//! $ cargo run --release -p explain --example findings -- \
//!       exercises/ex3-string-trap/src/lib.rs user 64=few.json 4096=many.json
//! ```
//!
//! With one profile, give the items all the same: how costs grow is left out.

use std::error::Error;
use std::fs;

use explain::finding::{self, About};
use explain::profile::Profile;
use explain::site::{self, Site};
use explain::sources::{OneFile, Sources};
use explain::words;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: findings SOURCE ITEM ITEMS=PROFILE…";
    let path = arguments.next().ok_or(usage)?;
    let item = arguments.next().ok_or(usage)?;
    let source = OneFile::new(path.clone(), fs::read_to_string(&path)?);
    let mut profiles: Vec<(usize, Vec<Site>)> = Vec::new();
    for argument in arguments {
        let (items, file) = argument.split_once('=').ok_or(usage)?;
        let profile = Profile::read(&fs::read(file)?).map_err(|error| error.to_string())?;
        profiles.push((items.parse()?, site::fold(&profile, &source)));
    }
    let is_known = profiles.len() > 1;
    let shown = profiles.last().map_or(0, |(items, _)| *items);
    for grown in site::grow(shown, profiles) {
        let site = &grown.site;
        let growth = is_known.then(|| grown.growth(|cost| cost.blocks));
        match &site.place {
            Some(place) => {
                let line = source.line(&place.file, place.line).unwrap_or_default();
                println!("{}:{}: {}", place.file, place.line, line.trim());
            }
            None => println!("not from a line of {}:", source.path()),
        }
        println!(
            "  {} allocations, {} bytes; at the peak {}, at the end {}",
            words::number(site.cost.blocks),
            words::number(site.cost.bytes),
            words::number(site.cost.peak_bytes),
            words::number(site.cost.end_bytes),
        );
        let about = About {
            item: &item,
            ..About::default()
        };
        match (finding::find(site, growth, &about), site.operation) {
            (Some(finding), _) => {
                println!("  {}", finding.sentence);
                println!("  {}: {}", finding.chapter, finding.remedy);
            }
            (None, Some(operation)) => println!("  {}", operation.label),
            (None, None) => println!("  {}", site.calls.join(" > ")),
        }
    }
    Ok(())
}
