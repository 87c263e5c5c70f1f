namespace SohoSolo.FirmwareSim;

/// <summary>Chance that repeats itself: the same seed and name give the same throws on every machine (SplitMix64).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for each name, so that one booking more changes nobody else's day (FNV-1a).</summary>
    public static Chance Of(int seed, string name)
    {
        var hash = 0xCBF29CE484222325UL ^ unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);
        foreach (var letter in name)
            hash = unchecked((hash ^ letter) * 0x100000001B3UL);

        return new Chance(hash);
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Percent(int percent) => Share() * 100 < percent;

    public bool Happens(double probability) => Share() < probability;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + (int)(Share() * (most - least + 1));

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + TimeSpan.FromMilliseconds(Math.Floor(Share() * (most - least).TotalMilliseconds));

    public T Of<T>(IReadOnlyList<T> all) => all[Between(0, all.Count - 1)];

    private ulong Next()
    {
        unchecked
        {
            var mixed = state += 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
