//! scratch
use explain::{finding, profile::Profile, site, sources::OneFile};
fn main() {
    let mut args = std::env::args().skip(1);
    let source = args.next().unwrap();
    let item = args.next().unwrap();
    let text = std::fs::read_to_string(&source).unwrap();
    let file = OneFile {
        path: source,
        text: text.clone(),
    };
    let profiles: Vec<_> = args
        .map(|a| {
            let (n, p) = a.split_once('=').unwrap();
            let prof = Profile::read(&std::fs::read(p).unwrap()).unwrap();
            (n.parse::<usize>().unwrap(), site::fold(&prof, &file))
        })
        .collect();
    for g in site::grow(profiles) {
        let f = finding::find(&g.site, Some(g.growth), &item);
        let l = g.site.place.as_ref().map_or(String::new(), |p| {
            format!(
                "{} | {}",
                p.line,
                text.lines().nth(p.line as usize - 1).unwrap_or("").trim()
            )
        });
        println!(
            "{:?} peak {} end {} {l}\n   {:?} op {:?} call {}\n   {}",
            g.points,
            g.site.cost.peak_bytes,
            g.site.cost.end_bytes,
            g.growth,
            g.site.operation.map(|o| o.id),
            g.site.call,
            f.map_or(format!("- {:?}", g.site.calls), |f| format!(
                "=> {}: {}\n      [{}] {}",
                f.rule, f.sentence, f.chapter, f.remedy
            ))
        );
    }
}
