//! The scales for the book. In: what to measure. Out: JSON on standard output.
//!
//! - `listings list` names everything that can be measured.
//! - `listings rough NAME` measures one rough figure, once.
//! - `listings --part NAME [--items N]` weighs a listing, or finds a fact; the
//!   other flags are those of any harness.

use std::process::ExitCode;

use serde_json::{Value, json};

mod weigh;

/// Weighs a listing, or finds a fact.
type Weigh = fn(&mut meter::Window);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["list"] => print(&list()),
        ["rough", name] => match weigh::rough().find(|rough| rough.name == name) {
            Some(rough) => print(&json!((rough.measure)())),
            None => {
                eprintln!(
                    "error: no rough figure is named `{name}`; `listings list` has the names"
                );
                ExitCode::from(2)
            }
        },
        _ => {
            let functions: Vec<(&str, Weigh)> = weigh::listings()
                .map(|listing| (listing.name, listing.weigh))
                .chain(weigh::facts().map(|fact| (fact.name, fact.find)))
                .collect();
            let parts: Vec<meter::Part<'_>> = functions
                .iter()
                .map(|(name, weigh)| (*name, weigh as &dyn Fn(&mut meter::Window)))
                .collect();
            meter::run(&parts)
        }
    }
}

fn list() -> Value {
    let listings: Vec<Value> = weigh::listings()
        .map(|listing| {
            json!({"name": listing.name, "sizes": listing.sizes, "traced": listing.traced})
        })
        .collect();
    let facts: Vec<&str> = weigh::facts().map(|fact| fact.name).collect();
    let rough: Vec<Value> = weigh::rough()
        .map(|rough| {
            let in_debug = weigh::ROUGH_IN_DEBUG.contains(&rough.name);
            json!({"name": rough.name, "unit": rough.unit, "in_debug": in_debug})
        })
        .collect();
    json!({"listings": listings, "facts": facts, "rough": rough})
}

fn print(value: &Value) -> ExitCode {
    println!("{value}");
    ExitCode::SUCCESS
}
