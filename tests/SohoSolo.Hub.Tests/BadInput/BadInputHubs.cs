using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>A hub on each engine, shared by all bad requests: none of them leaves anything behind.</summary>
public sealed class BadInputHubs : IAsyncLifetime
{
    /// <summary>A key that Anne has used already, to book.</summary>
    internal const string UsedKey = "used";

    private readonly Dictionary<string, Lazy<Task<(RunningHub Hub, string Booking)>>> hubs = new()
    {
        [Engines.Sqlite] = new(() => Start(Engines.Sqlite)),
        [Engines.Postgres] = new(() => Start(Engines.Postgres)),
    };

    /// <summary>A hub with one booking of Anne's in it.</summary>
    internal Task<(RunningHub Hub, string Booking)> Of(string engine) => hubs[engine].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs.Values.Where(hub => hub is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await hub.Value).Hub.DisposeAsync();
    }

    private static async Task<(RunningHub Hub, string Booking)> Start(string engine)
    {
        var hub = await RunningHub.Start(engine);
        var booked = await hub.As("anne").Post("bookings", new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning" }, UsedKey);
        return (hub, booked.Must(201).Id);
    }
}
