using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Ingest;

/// <summary>What a batch does to the database, on both of them.</summary>
public sealed class IngestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_badge_that_opened_the_door_checks_in_and_confirms(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var booking = await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");

        var outcome = await hub.Ingest(hub.LetIn("anne"));

        Assert.Equal(1, Assert.IsType<IngestOutcome.Applied>(outcome).Upto);
        var after = await hub.Now(booking);
        Assert.Equal(BookingStatus.CheckedIn, after.Status);
        Assert.All(after.Charges, charge => Assert.Equal(Core.Entitlements.ChargeState.Used, charge.State));
        Assert.Equal(("badge", "nogaro-reader-main", "badge at the door main"), after.Evidence.Select(evidence => (evidence.Kind, evidence.Device!, evidence.Says)).Single());
        var written = Assert.Single(await hub.Queries.Events(new EventFilter { Site = LinkedHub.Nogaro }, Stop));
        Assert.Equal((new MemberId("anne"), "granted", "badge-anne"), (written.Member!.Value, written.Decision, written.Credential));
        Assert.NotNull((await hub.Queries.Device("nogaro-reader-main", Stop))!.LastSeen);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_same_batch_twice_counts_once_and_is_acknowledged_twice(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var first = await hub.Ingest(hub.LetIn("anne"), hub.LetIn("bruno"));
        var again = await hub.Ingest(hub.LetIn("anne"), hub.LetIn("bruno"));
        var overlapping = await hub.Ingest(2, hub.LetIn("bruno"), hub.LetIn("chloe"));

        Assert.Equal(2, Assert.IsType<IngestOutcome.Repeated>(again).Upto);
        Assert.Equal(2, Assert.IsType<IngestOutcome.Repeated>(overlapping).Upto);
        Assert.True(again.Counter > first.Counter && overlapping.Counter > again.Counter);
        Assert.Equal(2, (await hub.Queries.Events(new EventFilter { Site = LinkedHub.Nogaro }, Stop)).Count);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_nodes_that_get_the_same_batch_apply_it_once(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var booking = await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => hub.Ingest(hub.LetIn("anne")))));

        Assert.Single(outcomes, outcome => outcome is IngestOutcome.Applied);
        Assert.All(outcomes, outcome => Assert.Equal(1, outcome.Upto));
        Assert.Single((await hub.Now(booking)).Evidence);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Each_guest_of_a_booking_arrives_once(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var booking = await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        string[] nonces = ["n1", "n2", "n2-again"];
        foreach (var (nonce, guest) in nonces.Zip([0, 1, 1]))
            await hub.Put(work => work.Put(new GuestPass(nonce, booking.Id, guest, LinkedHub.Nogaro, booking.During, 0, hub.Clock.GetUtcNow()), "made"));

        GatewayEvent Shows(string nonce) => hub.Happened(EventKinds.Qr) with { Device = "nogaro-reader-main", Door = "main", Decision = "granted", Reason = "pass", Booking = booking.Id.Value, Ref = $"pass:{nonce}" };
        await hub.Ingest(Shows("n1"), Shows("n1"), Shows("n2"));
        await hub.Ingest(4, Shows("n2"), Shows("n2-again"), Shows("lost"));

        var after = await hub.Now(booking);
        Assert.Equal(BookingStatus.Confirmed, after.Status);
        Assert.Equal([("guest", "pass at the door main"), ("guest-2", "pass at the door main")], after.Evidence.Select(evidence => (evidence.Kind, evidence.Says)).Order());
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_does_not_join_on_is_an_alarm_until_somebody_gives_up_what_is_missing(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Ingest(hub.LetIn("anne"));
        var gap = await hub.Ingest(5, hub.LetIn("bruno"));

        Assert.Equal(1, Assert.IsType<IngestOutcome.Gap>(gap).Upto);
        Assert.Equal("ingest-gap", Assert.Single(await hub.Alarms()).Kind);
        Assert.Equal(new LostEvents("e1", 2, 4), await new GapAcceptance(hub.Store, hub.Clock).Accept(LinkedHub.Nogaro, "operator", Stop));
        Assert.Empty(await hub.Alarms());
        Assert.IsType<IngestOutcome.Applied>(await hub.Ingest(5, hub.LetIn("bruno")));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task News_that_come_late_prove_a_booking_that_has_ended(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var booking = await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        var came = hub.LetIn("anne", hub.Clock.GetUtcNow().AddMinutes(10));
        hub.Clock.Advance(TimeSpan.FromHours(8));
        await hub.Get<Sweeper>().Sweep(Stop);
        Assert.True((await hub.Now(booking)).Unproven);

        await hub.Ingest(came);

        var after = await hub.Now(booking);
        Assert.Equal((BookingStatus.Completed, false), (after.Status, after.Unproven));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_walk_in_honoured_without_the_hub_gets_its_booking_and_is_checked_in(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var came = hub.Clock.GetUtcNow();
        hub.Clock.Advance(TimeSpan.FromHours(30));

        await hub.Ingest(hub.LetIn("anne", came, "walk-in"), hub.LetIn("anne", came.AddMinutes(20), "walk-in"));

        var booking = Assert.Single(await hub.BookingsOf("anne"));
        Assert.True(booking.IsWalkIn);
        Assert.Equal(BookingStatus.CheckedIn, booking.Status);
        Assert.Equal("booked", (await hub.Queries.WalkIn($"gw-nogaro/e1/1", Stop))!.Outcome);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_walk_in_that_meets_an_empty_quota_is_overdrawn_and_one_without_a_desk_has_no_place(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Booked("chloe", "eauze-desk-1", "2026-11-23T09:00", "2026-11-23T18:00");
        await hub.Booked("keeper-auch", "nogaro-desk-1", "2026-11-24T08:00", "2026-11-24T19:00");
        var (wednesday, tuesday) = (hub.Clock.GetUtcNow().AddDays(2), hub.Clock.GetUtcNow().AddDays(1));
        hub.Clock.Advance(TimeSpan.FromHours(72));

        await hub.Ingest(hub.LetIn("anne", tuesday, "walk-in"), hub.LetIn("bruno", tuesday, "walk-in"), hub.LetIn("chloe", wednesday, "walk-in"));

        Assert.Equal("booked", (await hub.Queries.WalkIn("gw-nogaro/e1/1", Stop))!.Outcome);
        var unplaced = (await hub.Queries.WalkIn("gw-nogaro/e1/2", Stop))!;
        Assert.Equal(("conflict", (BookingId?)null), (unplaced.Outcome, unplaced.Booking));
        Assert.Equal("overdrawn", (await hub.Queries.WalkIn("gw-nogaro/e1/3", Stop))!.Outcome);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Alarms_devices_and_doors_stand_as_the_gateway_tells(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Ingest(
            hub.Happened(EventKinds.Door) with { Device = "nogaro-reader-main", Door = "main", Value = "open" },
            hub.Happened(EventKinds.Alarm) with { Door = "main", Reason = "forced", Value = "raised" },
            hub.Happened(EventKinds.Alarm) with { Door = "main", Reason = "forced", Value = "raised" },
            hub.Happened(EventKinds.Battery) with { Device = "nogaro-reader-main", Value = "87" },
            hub.Happened(EventKinds.Mode) with { Door = "main", Value = "lockdown" });

        Assert.Equal("forced", Assert.Single(await hub.Alarms()).Kind);
        var (door, reader) = (await hub.Queries.Door(LinkedHub.Nogaro, "main", Stop), await hub.Queries.Device("nogaro-reader-main", Stop));
        Assert.Equal(("open", DoorMode.Lockdown), (door!.Contact, door.Reported));
        Assert.Equal((true, 87), (reader!.IsOnline, reader.BatteryPercent));

        await hub.Ingest(6, hub.Happened(EventKinds.Alarm) with { Door = "main", Reason = "forced", Value = "cleared" });
        Assert.Empty(await hub.Alarms());
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_stranger_is_kept_as_a_lookup_and_any_text_can_be_stored(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var stranger = hub.LetIn("anne") with
        {
            Ref = null,
            Decision = "denied",
            Reason = "unknown-credential",
            Hash = "h",
            Sealed = Sealing.Seal(hub.Gateway.Keys.HubSealSpki, "nogaro", "mifare-uid:04AABBCCDDEE11"),
            Message = "a\0b",
        };
        Assert.IsType<IngestOutcome.Applied>(await hub.Ingest(stranger, hub.Happened("nonsense") with { Device = "x\0y", Value = new string('v', 5000) }));

        var events = await hub.Queries.Events(new EventFilter { Site = LinkedHub.Nogaro }, Stop);
        Assert.Equal(2, events.Count);
        var kept = events.Single(happened => happened.Id.Seq == 1);
        Assert.Contains(hub.Keys.Lookup(PresentedCredential.Read("mifare-uid", "04AABBCCDDEE11")!), kept.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("AABBCCDDEE11", kept.Detail, StringComparison.OrdinalIgnoreCase);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Rotated_keys_drain_for_a_week_and_revoked_ones_count_no_more(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var old = hub.Batch(1, hub.LetIn("anne"));
        await hub.Rotate();
        Assert.IsType<IngestOutcome.Applied>(await hub.Get<EventIngest>().Apply(old, Stop));

        hub.Clock.Advance(GatewayRing.Draining);
        var later = old with { From = 2, Events = [hub.LetIn("bruno") with { Seq = 2 }] };
        Assert.IsType<IngestOutcome.Refused>(await hub.Get<EventIngest>().Apply(later, Stop));

        Assert.True(await hub.Get<GatewayEnrolment>().Revoke(LinkedHub.Nogaro, "test", Stop));
        Assert.IsType<IngestOutcome.Refused>(await hub.Ingest(2, hub.LetIn("bruno")));
        await hub.MustVerify();
    }
}
