namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>No bytes from a peer do more than end its connection.</summary>
public sealed class PacketFuzzTests(ITestOutputHelper output)
{
    private static readonly int Cases = Repository.IsFull ? 5_000_000 : 100_000;

    /// <summary>Writing again what was read takes the test longer than all the rest.</summary>
    private const int RewrittenEvery = 16;

    /// <summary>The refusal itself: an exception with its stack trace.</summary>
    private const int Refusal = 16 * 1024;

    /// <summary>A list of topic filters of one byte is the worst: four bytes become a string and an entry.</summary>
    private const int PerByte = 64;

    [Fact]
    public void Hostile_bytes_are_refused_and_nothing_else_happens()
    {
        var fuzz = new PacketFuzz();
        var worst = 0L;
        for (var number = 0; number < Cases; number++)
        {
            Run(fuzz, number);
            worst = Math.Max(worst, fuzz.Allocated);
            Assert.True(fuzz.Allocated <= Refusal + PerByte * (long)fuzz.Length, $"Case {number} of {fuzz.Length} bytes left {fuzz.Allocated} bytes to collect: {Convert.ToHexString(fuzz.LastCase)}");
        }

        output.WriteLine($"{Cases} cases: {fuzz.Read} packets read, {fuzz.Refused} refused, at most {worst} bytes to collect.");
        Assert.True(fuzz.Read > Cases / 10 && fuzz.Refused > Cases / 10, "The fuzzer does not reach far enough.");
    }

    private static void Run(PacketFuzz fuzz, int number)
    {
        try
        {
            fuzz.Run(number);
            if (number % RewrittenEvery == 0) Assert.True(fuzz.IsReadAgain);
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"Case {number}: {Convert.ToHexString(fuzz.LastCase)}", wrong);
        }
    }
}
