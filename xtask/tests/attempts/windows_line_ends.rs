//! Squares of numbers, in a file of Windows, with tabs and long lines.

/// The square of each number.
pub fn squares(numbers: &[u32]) -> Vec<u64> {
	let größte: Vec<u64> = /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ /* größer */ numbers.iter().copied().map(quadrat).filter(|n| *n < u64::MAX).collect();
	let mut kopie = Vec::new();	for n in &größte { /* ← 数 */ kopie.push(*n); }
	kopie
}

fn quadrat(zahl: u32) -> u64 {
	u64::from(zahl) * u64::from(zahl)
}

/// The sum of all numbers.
pub fn sum(numbers: &[u32]) -> u64 {
	numbers.iter().map(|number| u64::from(*number)).sum()
}
