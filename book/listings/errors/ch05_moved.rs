// fails with: E0382
use std::rc::Rc;

pub struct Rules {
    pub speeds: Vec<u32>,
}

pub struct Unit {
    pub rules: Rc<Rules>,
}

// ANCHOR: shown
fn pair(rules: Rc<Rules>) -> (Unit, Unit) {
    let first = Unit { rules };
    let second = Unit { rules };
    (first, second)
}
// ANCHOR_END: shown
