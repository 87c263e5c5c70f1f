namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>
/// Whole numbers modulo the prime 2³¹ − 1. Rows that are independent modulo a prime are independent over the rationals; that rows of zeros and ones which are independent over the rationals
/// look dependent modulo this one would take a determinant that is a multiple of it.
/// </summary>
internal static class Residues
{
    private const ulong Prime = int.MaxValue;

    public static uint Times(uint left, uint right) => (uint)((ulong)left * right % Prime);

    public static uint Minus(uint left, uint right) => left >= right ? left - right : (uint)(left + Prime - right);

    /// <summary>What times the value is one: its power of the prime less two (Fermat).</summary>
    public static uint Inverse(uint value)
    {
        if (value is 1 or (uint)Prime - 1)
            return value;

        uint inverse = 1;
        for (var (power, left) = (value, Prime - 2); left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
                inverse = Times(inverse, power);

            power = Times(power, power);
        }

        return inverse;
    }

    /// <summary>The row less so many times the other, in place.</summary>
    public static void Subtract(uint[] row, uint times, uint[] other)
    {
        for (var at = 0; at < row.Length; at++)
        {
            if (other[at] != 0)
                row[at] = Minus(row[at], Times(times, other[at]));
        }
    }

    public static bool IsNothing(uint[] row) => !row.AsSpan().ContainsAnyExcept(0u);
}
