//! Another route to the reference: loops instead of chains.
//!
//! on = "ex3/reference"
//! check = "pass"
//! sample = true

fn parse_users() {
    let mut users = Vec::with_capacity(text.matches('\n').count() + 1);
    for line in text.lines() {
        let (name, rest) = line.split_once(';').unwrap_or((line, ""));
        let (email, bio) = rest.split_once(';').unwrap_or((rest, ""));
        users.push(User { name, email, bio });
    }
    users
}

fn read_accesses() {
    let mut accesses = serde_json::Deserializer::from_str(json);
    let list = Vec::<Access<'_>>::deserialize(&mut accesses)?;
    accesses.end()?;
    Ok(list)
}
