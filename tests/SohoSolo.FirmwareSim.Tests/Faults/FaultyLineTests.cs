using SohoSolo.FirmwareSim.Faults;

namespace SohoSolo.FirmwareSim.Tests.Faults;

/// <summary>What becomes of messages, by chance that repeats itself.</summary>
public sealed class FaultyLineTests
{
    [Fact]
    public void A_perfect_line_delivers_at_once() => Assert.Equal([TimeSpan.Zero], FaultyLine.Perfect().Fate());

    [Fact]
    public void The_same_seed_gives_the_same_faults_and_all_of_them()
    {
        var fates = Fates(seed: 3);

        Assert.Equal(fates.SelectMany(fate => fate), Fates(seed: 3).SelectMany(fate => fate));
        Assert.Contains(fates, fate => fate.Count == 0);
        Assert.Contains(fates, fate => fate.Count == 2);
        Assert.Contains(fates, fate => fate.Count == 1 && fate[0] > TimeSpan.Zero);
    }

    private static List<IReadOnlyList<TimeSpan>> Fates(ulong seed)
    {
        var line = new FaultyLine(FaultRates.Some, new Chance(seed));
        return [.. Enumerable.Range(0, 500).Select(_ => line.Fate())];
    }
}
