using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Presence;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Presence;

/// <summary>Nogaro with a seat sensor at each desk, told of by its gateway as a test says. Everything happens on Tuesday 24 November 2026, by Nogaro's clock.</summary>
internal sealed class WatchedSite : IAsyncDisposable
{
    private long next = 1;

    private WatchedSite(LinkedHub hub) => Hub = hub;

    public LinkedHub Hub { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<WatchedSite> Open(string engine, bool withSensors = true) => new(await LinkedHub.Start(engine, change: seed => withSensors
        ? seed with { Devices = [.. seed.Devices, Seat("nogaro-desk-1", seed.At), Seat("nogaro-desk-2", seed.At)] }
        : seed));

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-24T{time}+01:00", CultureInfo.InvariantCulture);

    /// <summary>The whole of Tuesday, from eight to seven in the evening.</summary>
    public static object Tuesday(string space = "nogaro-desk-1", object? waitlist = null, string part = "full") =>
        waitlist is null ? new { space, day = "2026-11-24", part } : new { space, day = "2026-11-24", part, waitlist };

    public async Task<Booking> Booked(string member, string space = "nogaro-desk-1", string part = "full")
    {
        var said = (await Hub.As(member).Book(Tuesday(space, part: part))).Must(201);
        return (await Hub.Queries.Booking(new BookingId(said.Id), Stop))!;
    }

    /// <summary>Both seats say that they are there and that nobody sits on them.</summary>
    public Task Empty(string time = "07:00") => At(time, Sits("nogaro-desk-1", false), Sits("nogaro-desk-2", false));

    /// <summary>At that time the gateway delivers these, and everything before.</summary>
    public async Task At(string time, params GatewayEvent[] events)
    {
        Move(time);
        await Deliver([.. events.Select(happened => happened with { At = At(time), ReceivedAt = At(time) })]);
    }

    public void Move(string time) => Hub.Clock.MoveTo(At(time));

    public async Task Deliver(params GatewayEvent[] events)
    {
        Assert.IsType<IngestOutcome.Applied>(await Hub.Ingest(next, events));
        next += events.Length;
    }

    /// <summary>At that time, and by the gateway's clock at another, it says that it has delivered everything.</summary>
    public async Task AheadTo(string time, string said)
    {
        Move(time);
        Assert.IsType<IngestOutcome.Applied>(await Hub.Get<EventIngest>().Apply(Hub.Batch(next) with { Watermark = At(said) }, Stop));
    }

    public GatewayEvent Sits(string desk, bool isThere, string? time = null) => Hub.Happened(EventKinds.Occupancy, time is null ? null : At(time)) with { Device = $"{desk}-seat", Value = isThere ? "true" : "false" };

    public GatewayEvent Online(string desk, bool isHeard) => Hub.Happened(EventKinds.Online) with { Device = $"{desk}-seat", Value = isHeard ? "true" : "false" };

    public GatewayEvent Badge(string member, string? time = null) => Hub.LetIn(member, time is null ? null : At(time));

    public Task Sweep() => Hub.Get<PresenceSweep>().Sweep(Stop);

    public async Task SweepAt(string time)
    {
        await At(time, []);
        await Sweep();
    }

    /// <summary>What follows from what was committed.</summary>
    public async Task Follow() => await Patience.Until(async () => await Hub.Get<JournalReader>().Step(Stop) == 0, TimeSpan.FromSeconds(30), () => "The journal was not read to its end.", Stop);

    public async Task<string> Status(Booking booking)
    {
        var now = await Hub.Now(booking);
        return $"{now.Status} {now.EndReason}".Trim();
    }

    public async Task<string> Account(Booking booking)
    {
        var row = await Hub.Queries.Reconciliation(booking.Id.Value, Stop);
        return row is null ? "" : $"{row.Kind} {row.Why}".Trim();
    }

    /// <summary>What the journal tells of a booking.</summary>
    public async Task<IReadOnlyList<string>> Told(Booking booking)
    {
        var told = new List<string>();
        await Patience.Until(
            async () =>
            {
                told.AddRange((await Hub.Store.ReadJournal("test", 1000, Stop)).Where(entry => entry.EntityId == booking.Id.Value && entry.Entity == "booking").Select(entry => entry.What));
                return told.Count >= (await Hub.Now(booking)).Version;
            },
            TimeSpan.FromSeconds(30),
            () => "The journal does not tell all.",
            Stop);
        return [.. told.Distinct()];
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.MustVerify();
        await Hub.DisposeAsync();
    }

    private static Device Seat(string desk, DateTimeOffset at) => new()
    {
        Id = $"{desk}-seat",
        Site = LinkedHub.Nogaro,
        Driver = "sohosolo",
        Role = "presence",
        Space = new SpaceId(desk),
        Sensor = SensorKind.Seat,
        PasswordHash = SohoSolo.Hub.Broker.MqttPasswords.Hash($"{desk}-seat", "demo"),
        MadeAt = at,
    };
}
