using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>
/// Random snapshots, modes, clocks, credentials and messages against an oracle that knows nothing of the gateway: minutes of a day, and the order in which reasons count.
/// </summary>
public sealed class ModelTests
{
    private const string Badge = "04D0000000A11E";

    private static readonly DateTimeOffset Midnight = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly DoorMode[] AllModes = Enum.GetValues<DoorMode>();

    /// <param name="Now">Minute of the day.</param>
    /// <param name="From">Of the booking.</param>
    /// <param name="To">Of the booking; not after <paramref name="From"/>: there is none.</param>
    /// <param name="OpenFrom">Of the site.</param>
    /// <param name="OpenTo">Of the site.</param>
    /// <param name="Mode">Demanded.</param>
    /// <param name="Who">0 unknown, 1 revoked, 2 of the side door only, else known.</param>
    /// <param name="Traits">0 none, 1 walk-in, 2 needs a PIN, 3 a right of its own.</param>
    /// <param name="Clock">The gateway's.</param>
    /// <param name="Age">Seconds since it was presented.</param>
    /// <param name="IsExpired">The snapshot has run out.</param>
    /// <param name="Hub">What it says when it is asked.</param>
    public sealed record World(int Now, int From, int To, int OpenFrom, int OpenTo, DoorMode Mode, int Who, int Traits, ClockQuality Clock, int Age, bool IsExpired, Hub Hub);

    public enum Hub
    {
        Cut,
        Silent,
        Grants,
        Denies,
    }

    [Fact]
    public void With_its_line_and_without_the_gateway_lets_in_whom_the_oracle_lets_in_and_says_why_not()
    {
        Runs.Hold(Worlds, world => Assert.Equal(WithHub(world, Oracle(world)), Become(world).GetAwaiter().GetResult()), 500);
    }

    private static Gen<World> Worlds =>
        from minutes in Gen.Choose(0, 1439).ListOf(5)
        from mode in Gen.Frequency((6, Gen.Constant(DoorMode.Normal)), (4, Gen.Elements(AllModes)))
        from who in Gen.Choose(0, 9)
        from traits in Gen.Choose(0, 3)
        from clock in Gen.Frequency((6, Gen.Constant(ClockQuality.Synced)), (2, Gen.Elements(ClockQuality.Holdover, ClockQuality.Unset)))
        from age in Gen.Frequency((6, Gen.Choose(0, 10)), (1, Gen.Choose(11, 600)))
        from expired in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from hub in Gen.Elements(Enum.GetValues<Hub>())
        select new World(minutes[0], minutes[1], minutes[2], Math.Min(minutes[3], minutes[4]), Math.Max(minutes[3], minutes[4]) + 1, mode, who, traits, clock, age, expired, hub);

    /// <summary>It is asked about strangers, walk-ins and those who have no booking alone.</summary>
    private static string WithHub(World world, string alone) => (alone, world.Hub) switch
    {
        ("denied unknown-credential" or "denied no-booking" or "granted walk-in", Hub.Grants) => "granted walk-in",
        ("denied unknown-credential" or "denied no-booking" or "granted walk-in", Hub.Denies) => "denied quota-exhausted",
        _ => alone,
    };

    private static string Oracle(World world)
    {
        if (world.Age > 10) return "none stale";
        if (world.Mode == DoorMode.Evacuation) return "granted mode";
        if (world.Mode == DoorMode.Lockdown) return "denied lockdown";
        if (world.IsExpired) return "denied closed";
        if (world.Who < 2) return world.Who == 0 ? "denied unknown-credential" : "denied revoked";

        var (isHere, margin, isBooked) = (world.Who > 2, world.Clock == ClockQuality.Synced ? 1 : 5, world.From < world.To);
        var isInside = isHere && isBooked && world.From - margin <= world.Now && world.Now < world.To + margin;
        if (world.Traits == 3 && isHere && (world.Clock == ClockQuality.Unset || isInside)) return "granted standing";
        if (world.Clock == ClockQuality.Unset) return "denied closed";
        if (isInside) return world.Traits == 2 ? "none pin-needed" : "granted booking";
        if (world.Mode is DoorMode.HeldUnlocked or DoorMode.ScheduledOpen) return "granted mode";
        if (world.Now < world.OpenFrom || world.Now >= world.OpenTo) return "denied closed";
        if (isHere && isBooked && world.Traits != 2 && world.Now < world.From && world.From - world.Now <= 720) return "denied too-early";
        if (isHere && world.Traits == 1) return "granted walk-in";

        return isHere && isBooked && world.Traits != 2 && world.Now >= world.To && world.Now - world.To <= 720 ? "denied too-late" : "denied no-booking";
    }

    private static async Task<string> Become(World world)
    {
        var now = At(world.Now);
        using var site = new TestSite(now) { Quality = world.Clock };
        site.Hub.IsConnected = world.Hub != Hub.Cut;
        if (world.Hub == Hub.Grants)
            site.Hub.Grants(GrantReason.WalkIn, "c1");
        else if (world.Hub == Hub.Denies)
            site.Hub.Denies(DenyReason.QuotaExhausted);

        var traits = world.Traits switch { 1 => EntryTraits.WalkIn, 2 => EntryTraits.PinNeeded, 3 => EntryTraits.Standing, _ => EntryTraits.None };
        var window = world.From < world.To ? new TimeRange(At(world.From), At(world.To)) : null;
        await site.Use(
            new AccessContent
            {
                Entries = world.Who < 2 ? [] : [TestSite.Entry(TestSite.HashOf(Badge), "c1", window, traits, "h", world.Who == 2 ? "side" : "main")],
                Revoked = world.Who == 1 ? [TestSite.HashOf(Badge)] : [],
                Open = [new TimeRange(At(world.OpenFrom), At(world.OpenTo))],
            },
            expires: world.IsExpired ? now : now.AddDays(7));
        if (world.Mode != DoorMode.Normal)
            await site.Doors.Demand(Demanded.Of("main", world.Mode));

        var badge = site.Badge(Badge);
        var becomes = await site.Becomes(badge with { DeviceSeconds = badge.DeviceSeconds - world.Age });
        Assert.Equal(becomes.StartsWith("granted", StringComparison.Ordinal), site.Lan.Unlocks.Count == 1);
        return becomes;
    }

    private static DateTimeOffset At(int minute) => Midnight.AddMinutes(minute);
}
