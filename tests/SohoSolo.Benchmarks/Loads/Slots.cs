using System.Globalization;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>One hour of one desk for one member: nobody else's, and she is nowhere else then.</summary>
internal readonly record struct Slot(string Space, int Member, DateTimeOffset Start)
{
    /// <summary>Contract §1: <c>demo-member-001</c> … <c>demo-member-400</c>.</summary>
    public string Token => $"demo-{MemberId}";

    public string MemberId => string.Create(CultureInfo.InvariantCulture, $"member-{Member:000}");

    /// <summary>Spaces are called after their site (<c>rulings</c> 8).</summary>
    public string Site => Space[..Space.IndexOf("-desk-", StringComparison.Ordinal)];

    public DateTimeOffset End => Start.AddHours(1);
}

/// <summary>
/// Hands each client of a load its own desks and its own members, hour after hour, so that nearly every booking succeeds and the loads of
/// two rounds never meet.
/// </summary>
internal sealed class Slots
{
    public const int Members = 400;

    private readonly string[] spaces;
    private readonly int[] members;
    private readonly DateTimeOffset start;
    private int next;

    private Slots(string[] spaces, int[] members, DateTimeOffset start)
    {
        this.spaces = spaces;
        this.members = members;
        this.start = start;
    }

    public static IReadOnlyList<Slots> For(int clients, IReadOnlyList<string> spaces, DateTimeOffset start) =>
    [
        .. Enumerable.Range(0, clients).Select(client => new Slots(
            [.. spaces.Where((_, i) => i % clients == client)],
            [.. Enumerable.Range(1, Members).Where(member => member % clients == client)],
            start)),
    ];

    public Slot Next()
    {
        var turn = next++;
        return new Slot(spaces[turn % spaces.Length], members[turn % members.Length], start.AddHours(turn / spaces.Length));
    }
}

/// <summary>Free weeks ahead of the demo's clock, each given out once.</summary>
internal sealed class FreeWeeks(DateTimeOffset first)
{
    private DateTimeOffset next = first;

    public DateTimeOffset Take()
    {
        var taken = next;
        next = taken.AddDays(14);
        return taken;
    }
}
