using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Asks;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Asks;

/// <summary>Somebody stands at Nogaro's door whom its gateway asks about.</summary>
public sealed class AskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_walk_in_books_a_desk_until_the_end_of_the_half_day_once(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        var ask = Ask("q1", "anne");

        var first = await Decide(hub, ask);
        var again = await Decide(hub, ask);

        Assert.Equal((true, "walk-in", "badge-anne"), (first.Granted, first.Reason, first.Ref));
        Assert.Equal(first.Booking, again.Booking);
        var booking = Assert.Single(await hub.BookingsOf("anne"));
        Assert.Equal((true, booking.Id.Value), (booking.IsWalkIn, first.Booking!));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_walk_in_that_was_answered_too_late_is_taken_back_and_refunded(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var answer = await Decide(hub, Ask("q1", "anne"));
        var turnedAway = hub.LetIn("anne") with { Decision = "denied", Reason = "no-booking", Ask = "q1" };

        await hub.Ingest(turnedAway);

        var booking = Assert.Single(await hub.BookingsOf("anne"));
        Assert.Equal((answer.Booking, BookingStatus.Cancelled, "answered-too-late"), (booking.Id.Value, booking.Status, booking.EndReason));
        Assert.Empty(booking.Charges);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_walk_in_whose_denial_is_known_already_is_not_booked(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var turnedAway = hub.LetIn("anne") with { Decision = "denied", Reason = "no-booking", Ask = "q1" };

        await hub.Ingest(turnedAway, turnedAway with { At = turnedAway.At.AddSeconds(1) });
        var answers = new[] { await Decide(hub, Ask("q1", "anne")), await Decide(hub, Ask("q1", "anne")) };

        Assert.All(answers, answer => Assert.Equal((false, "no-booking"), Said(answer)));
        Assert.Empty(await hub.BookingsOf("anne"));
        Assert.True((await Decide(hub, Ask("q2", "anne"))).Granted);
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whatever_the_order_of_answer_and_denial_a_denied_question_leaves_no_booking(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        for (var round = 1; round <= 12; round++)
        {
            // Now the one has a head start, now the other.
            var (ask, from) = ($"race-{round}", round);
            var turnedAway = hub.Happened(EventKinds.Tag) with { Device = "nogaro-reader-main", Door = "main", Decision = "denied", Reason = "no-booking", Ask = ask };
            var answering = () => Task.Run(() => Decide(hub, Ask(ask, "anne")), Stop);
            var telling = () => Task.Run(() => hub.Ingest(from, turnedAway), Stop);
            await Task.WhenAll(round % 2 == 0 ? [answering(), telling()] : (Task[])[telling(), answering()]);

            Assert.DoesNotContain(await hub.BookingsOf("anne"), booking => booking.Holds);
            Assert.False((await Decide(hub, Ask(ask, "anne"))).Granted);
        }

        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_badge_that_the_gateway_knows_ends_an_enrolment_at_its_reader(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await hub.Put(work => work.Put(null, Waiting(hub, "e1", "chloe"), "begun"));
        var denied = hub.LetIn("anne") with { Decision = "denied", Reason = "no-booking" };

        await hub.Ingest(denied with { Device = "nogaro-reader-back" }, denied with { At = denied.At.AddMinutes(-2) });
        Assert.Equal(EnrolmentStatus.Pending, (await hub.Queries.Enrolment("e1", Stop))!.Status);

        await hub.Ingest(3, denied, denied);
        Assert.Equal(EnrolmentStatus.InUse, (await hub.Queries.Enrolment("e1", Stop))!.Status);

        await hub.Put(work => work.Put(null, Waiting(hub, "e2", "chloe"), "begun"));
        await hub.Ingest(5, hub.LetIn("chloe"));
        var own = (await hub.Queries.Enrolment("e2", Stop))!;
        Assert.Equal((EnrolmentStatus.Done, "badge-chloe"), (own.Status, own.Credential));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_question_that_ended_an_enrolment_and_comes_again_books_nothing(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Put(work => work.Put(null, Waiting(hub, "e1", "anne"), "begun"));

        await Decide(hub, Ask("q1", "04AABBCCDDEE11", isUid: true));
        var again = await Decide(hub, Ask("q1", "04AABBCCDDEE11", isUid: true));

        Assert.False(again.Granted);
        Assert.Empty(await hub.BookingsOf("anne"));
        await hub.MustVerify();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whoever_may_not_hears_why(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Booked("chloe", "eauze-desk-1", "2026-11-24T09:00", "2026-11-24T18:00");
        await hub.Booked("bruno", "nogaro-desk-1", "2026-11-23T14:00", "2026-11-23T18:00");

        Assert.Equal("unknown-credential", (await Decide(hub, Ask("q1", "nobody"))).Reason);
        Assert.Equal("quota-exhausted", (await Decide(hub, Ask("q2", "chloe"))).Reason);
        Assert.Equal("too-early", (await Decide(hub, Ask("q3", "bruno"))).Reason);
        Assert.Equal((true, "standing"), Said(await Decide(hub, Ask("q4", "keeper-nogaro"))));
        await hub.Put(work => work.Put(Of(hub, "anne"), Of(hub, "anne") with { Version = 2, RevokedAt = hub.Clock.GetUtcNow(), RevokedWhy = "lost" }, "revoked"));
        Assert.Equal("revoked", (await Decide(hub, Ask("q5", "anne"))).Reason);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_badge_at_the_reader_that_waits_for_it_becomes_the_members_and_a_taken_one_does_not(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        await hub.Put(work => work.Put(null, Waiting(hub, "e1", "chloe"), "begun"));

        Assert.Equal((false, "unknown-credential"), Said(await Decide(hub, Ask("q1", "04AABBCCDDEE11", isUid: true))));

        var made = (await hub.Queries.Credentials(new MemberId("chloe"), Stop)).Single(credential => credential.Id != "badge-chloe");
        Assert.Equal((EnrolmentStatus.Done, made.Id), ((await hub.Queries.Enrolment("e1", Stop))!.Status, (await hub.Queries.Enrolment("e1", Stop))!.Credential));
        Assert.Equal(hub.Keys.Lookup(PresentedCredential.Read("mifare-uid", "04AABBCCDDEE11")!), made.Lookup);

        await hub.Put(work => work.Put(null, Waiting(hub, "e2", "chloe"), "begun"));
        await Decide(hub, Ask("q2", "anne"));
        Assert.Equal(EnrolmentStatus.InUse, (await hub.Queries.Enrolment("e2", Stop))!.Status);
        await hub.MustVerify();
    }

    private static Task<AskAnswer> Decide(LinkedHub hub, Func<LinkedHub, LinkAsk.Entry> ask) => hub.Get<AskDesk>().Decide(ask(hub), hub.Clock.GetTimestamp(), Stop);

    private static (bool, string) Said(AskAnswer answer) => (answer.Granted, answer.Reason);

    private static Func<LinkedHub, LinkAsk.Entry> Ask(string id, string who, bool isUid = false) => hub => new LinkAsk.Entry(LinkedHub.Nogaro, id)
    {
        Door = "main",
        Reader = "nogaro-reader-main",
        Sealed = Sealing.Seal(hub.Gateway.Keys.HubSealSpki, "nogaro", $"mifare-uid:{(isUid ? who : LinkedHub.BadgeOf(who))}"),
        Why = "unknown",
        At = hub.Clock.GetUtcNow(),
    };

    private static Enrolment Waiting(LinkedHub hub, string id, string member) => new()
    {
        Id = id,
        Member = new MemberId(member),
        Site = LinkedHub.Nogaro,
        Reader = "nogaro-reader-main",
        MadeAt = hub.Clock.GetUtcNow(),
        ExpiresAt = hub.Clock.GetUtcNow().AddMinutes(1),
    };

    private static Credential Of(LinkedHub hub, string member) => hub.Queries.Credential($"badge-{member}", Stop).GetAwaiter().GetResult()!;
}
