using SohoSolo.Hub.Tests.Hubs;

namespace SohoSolo.Hub.Tests.Authorisation;

/// <summary>Things of Anne's at Nogaro that calls can be made about, made fresh for each call and cleared away after it.</summary>
internal sealed class Scene(RunningHub hub)
{
    private readonly List<(HttpMethod Method, string Path, object? Body)> clearing = [];

    public static async Task<Scene> Set(RunningHub hub)
    {
        (await hub.As("chamber").Post("members/anne/entitlements", new { kind = "free-period", funder = SmallNetwork.Funder, to = "2028-01-01" })).Must(201);
        return new Scene(hub);
    }

    /// <summary>Holds from now on, so that everything that can be done to a booking can be done to it.</summary>
    public async Task<string> Booking()
    {
        var booked = (await hub.As("keeper-nogaro").Book(new { space = "nogaro-desk-1", day = "2026-11-23", member = "anne" })).Must(201);
        return ClearingBooking(booked.Id);
    }

    public async Task<string> Request() =>
        ClearingBooking((await hub.As("anne").Book(new { space = "nogaro-room-1", start = "2026-11-24T10:00", end = "2026-11-24T11:00" })).Must(201).Id);

    public async Task<string> Offer()
    {
        var wish = new { space = "nogaro-desk-2", day = "2026-11-25", part = "morning", waitlist = true };
        var held = (await hub.As("bruno").Book(wish)).Must(201);
        var waiting = (await hub.As("anne").Book(wish)).Must(202);
        (await hub.As("bruno").Delete($"bookings/{held.Id}")).Must(200);
        await hub.CatchUp();
        clearing.Add((HttpMethod.Delete, $"waiting/{waiting.Id}", null));
        return waiting.Id;
    }

    public async Task<string> Closure()
    {
        var closed = (await hub.As("chamber").Post("telecentres/nogaro/closures", new { from = "2027-02-01", reason = "Travaux" })).Must(201);
        clearing.Add((HttpMethod.Delete, $"telecentres/nogaro/closures/{closed.Id}", null));
        return closed.Id;
    }

    public async Task<string> Lease()
    {
        var known = (await hub.As("anne").Get("leases")).Each("id");
        return known.Count > 0
            ? known[0]
            : (await hub.As("chamber").Post("leases", new { space = "auch-desk-1", member = "anne", from = "2027-01-01", to = "2027-01-31" })).Must(201).Id;
    }

    public async Task<string> BookingWithGuest()
    {
        var wish = new { space = "nogaro-desk-1", day = "2026-11-23", member = "anne", guests = new[] { new { name = "Zoé" } } };
        return ClearingBooking((await hub.As("keeper-nogaro").Book(wish)).Must(201).Id);
    }

    public async Task<string> Badge()
    {
        var badge = (await hub.As("chamber").Post("members/anne/credentials", new { kind = "mifare-uid", value = "04A20B1C2D3E82" })).Must(201);
        clearing.Add((HttpMethod.Delete, $"members/anne/credentials/{badge.Id}", null));
        return badge.Id;
    }

    public async Task<string> Device()
    {
        var device = (await hub.As("chamber").Post("telecentres/nogaro/devices", new { driver = "sohosolo", role = "reader", door = "main" })).Must(201);
        return device.Id;
    }

    public async Task<string> Fault()
    {
        var fault = (await hub.As("anne").Post("telecentres/nogaro/faults", new { text = "It rains in" })).Must(201);
        clearing.Add((HttpMethod.Post, $"alarms/{fault.Id}/acknowledge", new { over = true }));
        return fault.Id;
    }

    /// <summary>To Anne, who has an address from then on.</summary>
    public async Task<string> DeadLetter()
    {
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
        return await Letters.PutDead(hub, "anne");
    }

    public async Task<string> Calendar()
    {
        var made = (await hub.As("chamber").Post("telecentres/nogaro/calendars", new { name = "Fêtes", ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" })).Must(201);
        clearing.Add((HttpMethod.Delete, made.Location!, null));
        return made.Location!.Split('/')[^1];
    }

    public async Task<string> Somebody() => (await hub.As("chamber").Post("members", new { name = "Somebody", country = "ES" })).Must(201).Id;

    public async Task<string> Webhook()
    {
        var made = (await hub.As("chamber").Post("webhooks", new { name = "Screen", url = "https://example.org/hooks" })).Must(201);
        clearing.Add((HttpMethod.Delete, $"webhooks/{made.Id}", null));
        return made.Id;
    }

    /// <summary>The id of a feed for a calendar program, or the secret of its address.</summary>
    public async Task<string> Feed(bool secret = false)
    {
        var made = (await hub.As("anne").Post("me/calendars", new { name = "phone" })).Must(201);
        clearing.Add((HttpMethod.Delete, $"me/calendars/{made.Id}", null));
        return secret ? Path.GetFileNameWithoutExtension(new Uri(made.Word("url")).AbsolutePath) : made.Id;
    }

    public async Task<string> Token() => (await hub.As("anne").Post("me/tokens", new { name = "script" })).Must(201).Id;

    /// <summary>Whatever the call has made, and whatever was made for it.</summary>
    public async Task Clear(string call, Said said)
    {
        if (said.Status == 201 && said.Location is { } made && (made.Contains("/bookings/", StringComparison.Ordinal) || made.Contains("/closures/", StringComparison.Ordinal) || made.Contains("/calendars/", StringComparison.Ordinal)))
            clearing.Add((HttpMethod.Delete, made, null));

        if (said.Status == 201 && said.Location is { } badge && badge.Contains("/members/anne/credentials/", StringComparison.Ordinal))
            clearing.Add((HttpMethod.Delete, badge, null));

        if (said.Status == 202 && call.EndsWith("/me/credentials", StringComparison.Ordinal))
            hub.Clock.Advance(TimeSpan.FromMinutes(1));

        if (call.EndsWith("/block", StringComparison.Ordinal))
            clearing.Add((HttpMethod.Put, "telecentres/nogaro/spaces/nogaro-desk-2/block", new { blocked = false }));

        foreach (var (method, path, body) in clearing)
            await hub.As("chamber").Send(method, path, body);

        clearing.Clear();
    }

    private string ClearingBooking(string id)
    {
        clearing.Add((HttpMethod.Delete, $"bookings/{id}", null));
        return id;
    }
}
