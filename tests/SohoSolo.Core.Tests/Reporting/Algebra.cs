using System.Numerics;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>An exact number.</summary>
internal readonly record struct Fraction(BigInteger Over, BigInteger Under)
{
    public static readonly Fraction Nothing = new(0, 1);

    public static Fraction Of(BigInteger over, BigInteger under)
    {
        var common = BigInteger.GreatestCommonDivisor(over, under) * (under.Sign < 0 ? -1 : 1);
        return new Fraction(over / common, under / common);
    }

    public static Fraction operator -(Fraction left, Fraction right) => Of((left.Over * right.Under) - (right.Over * left.Under), left.Under * right.Under);

    public static Fraction operator *(Fraction left, Fraction right) => Of(left.Over * right.Over, left.Under * right.Under);

    public static Fraction operator /(Fraction left, Fraction right) => Of(left.Over * right.Under, left.Under * right.Over);

    public bool IsNothing => Over.IsZero;
}

/// <summary>Equations in fractions, with their values in the last column.</summary>
internal sealed class FractionSystem
{
    private readonly List<(Fraction[] Row, int Pivot)> rows = [];
    private readonly int unknowns;

    public FractionSystem(IEnumerable<Equation> equations, int unknowns)
    {
        this.unknowns = unknowns;
        foreach (var equation in equations)
        {
            var row = Enumerable.Repeat(Fraction.Nothing, unknowns + 1).ToArray();
            foreach (var unknown in equation.Unknowns)
                row[unknown] = new Fraction(1, 1);

            row[unknowns] = new Fraction(equation.Value, 1);
            Reduce(row);
            var pivot = Array.FindIndex(row, value => !value.IsNothing);
            if (pivot == unknowns)
                throw new InvalidOperationException("The published figures contradict each other.");

            if (pivot >= 0)
                rows.Add((row, pivot));
        }
    }

    /// <summary>The sum of the wanted unknowns, where the equations determine it.</summary>
    public Fraction? Solve(bool[] wanted)
    {
        var row = wanted.Select(one => new Fraction(one ? 1 : 0, 1)).Append(Fraction.Nothing).ToArray();
        Reduce(row);
        return row.Take(unknowns).All(value => value.IsNothing) ? Fraction.Nothing - row[unknowns] : null;
    }

    private void Reduce(Fraction[] row)
    {
        foreach (var (other, pivot) in rows)
        {
            if (row[pivot].IsNothing)
                continue;

            var times = row[pivot] / other[pivot];
            for (var at = 0; at < row.Length; at++)
            {
                if (!other[at].IsNothing)
                    row[at] -= times * other[at];
            }
        }
    }
}

/// <summary>The same without values, modulo 2⁶¹ − 1: quick enough to be tried for every set of persons.</summary>
internal sealed class PrimeSystem
{
    private const ulong Prime = (1UL << 61) - 1;
    private readonly List<ulong[]> basis = [];

    public PrimeSystem(IReadOnlyList<IReadOnlyList<int>> equations, int unknowns)
    {
        foreach (var equation in equations)
        {
            var row = new ulong[unknowns];
            foreach (var unknown in equation)
                row[unknown] = 1;

            Take(basis, row);
        }
    }

    public int Rank => basis.Count;

    public IReadOnlyList<ulong[]> Basis => basis;

    /// <summary>How many independent equations are left when only some unknowns are looked at.</summary>
    public int RankOf(IReadOnlyList<int> columns)
    {
        var seen = new List<ulong[]>();
        foreach (var row in basis)
            Take(seen, [.. columns.Select(column => row[column])]);

        return seen.Count;
    }

    /// <summary>The same equations, solved for the first of the columns that they can be solved for.</summary>
    public IReadOnlyList<ulong[]> SolvedFor(IReadOnlyList<int> columns)
    {
        List<ulong[]> solved = [.. basis.Select(row => (ulong[])row.Clone())];
        var done = 0;
        foreach (var column in columns)
        {
            var found = solved.FindIndex(done, row => row[column] != 0);
            if (found < 0)
                continue;

            (solved[done], solved[found]) = (solved[found], solved[done]);
            for (var at = 0; at < solved.Count; at++)
            {
                if (at != done && solved[at][column] != 0)
                    Subtract(solved[at], Quotient(solved[at][column], solved[done][column]), solved[done]);
            }

            if (++done == solved.Count)
                break;
        }

        return solved;
    }

    public static ulong Times(ulong left, ulong right) => (ulong)((UInt128)left * right % Prime);

    public static ulong Quotient(ulong over, ulong under) => Times(over, Power(under, Prime - 2));

    public static void Subtract(ulong[] row, ulong times, ulong[] other)
    {
        for (var at = 0; at < row.Length; at++)
        {
            if (other[at] != 0)
                row[at] = (row[at] + Prime - Times(times, other[at])) % Prime;
        }
    }

    private static void Take(List<ulong[]> rows, ulong[] row)
    {
        foreach (var other in rows)
        {
            var pivot = Array.FindIndex(other, value => value != 0);
            if (row[pivot] != 0)
                Subtract(row, Quotient(row[pivot], other[pivot]), other);
        }

        if (Array.Exists(row, value => value != 0))
            rows.Add(row);
    }

    private static ulong Power(ulong value, ulong exponent)
    {
        if (value == 1)
            return 1;

        ulong power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                power = Times(power, value);

            value = Times(value, value);
        }

        return power;
    }
}
