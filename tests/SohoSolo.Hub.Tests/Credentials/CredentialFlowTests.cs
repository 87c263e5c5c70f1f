using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace SohoSolo.Hub.Tests.Credentials;

/// <summary>What members present at doors: asked for at a reader, typed in, made here, lost.</summary>
public sealed class CredentialFlowTests
{
    private static readonly object AtNogaro = new { kind = "mifare-uid", reader = "nogaro-reader-main" };
    private static readonly object Pin = new { kind = "pin" };

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task A_reader_waits_a_minute_for_one_badge_at_a_time(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var waits = (await hub.As("anne").Post("me/credentials", AtNogaro)).Must(202);
        Assert.Equal(("pending", "nogaro-reader-main", "2026-11-23T07:56:00Z"), (waits.Word("status"), waits.Word("reader"), waits.Word("expiresAt")));

        (await hub.As("bruno").Post("me/credentials", AtNogaro)).Must(409, "reader-busy");
        (await hub.As("bruno").Post("me/credentials", new { kind = "mifare-uid", reader = "auch-reader-main" })).Must(202);
        Assert.Equal([waits.Id], (await hub.As("anne").Get("me/credentials")).Must(200).Each("id"));

        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["expired"], (await hub.As("anne").Get("me/credentials")).Each("status"));
        (await hub.As("bruno").Post("me/credentials", AtNogaro)).Must(202);
        Assert.Equal(["expired"], (await hub.As("anne").Get("me/credentials")).Each("status"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Of_many_who_ask_a_reader_at_once_one_is_waited_for(string engine) => RunningHub.Walk(engine, async hub =>
    {
        string[] people = ["anne", "bruno", "chloe", "keeper-nogaro", "keeper-auch", "chamber"];

        var said = await Task.WhenAll(people.Select(person => hub.As(person).Post("me/credentials", AtNogaro)));

        Assert.Equal([202, 409, 409, 409, 409, 409], said.Select(one => one.Status).Order());
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_gives_up_frees_the_reader_and_others_cannot(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var waits = (await hub.As("anne").Post("me/credentials", AtNogaro)).Must(202);

        (await hub.As("bruno").Delete($"me/credentials/{waits.Id}")).Must(404, "not-found");
        (await hub.As("anne").Delete($"me/credentials/{waits.Id}")).Must(204);
        (await hub.As("bruno").Post("me/credentials", AtNogaro)).Must(202);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_PIN_is_told_once_and_the_next_one_takes_its_place(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var first = await hub.As("anne").Post("me/credentials", Pin, "key-1");
        var again = await hub.As("anne").Post("me/credentials", Pin, "key-1");
        var second = (await hub.As("anne").Post("me/credentials", Pin)).Must(201);

        Assert.Matches("^[0-9]{6}$", first.Must(201).Word("pin"));
        Assert.True(again.Must(201).Replayed);
        Assert.Equal((first.Id, "", first.Location), (again.Id, again.Word("pin"), again.Location));
        Assert.NotEqual(first.Word("pin"), second.Word("pin"));
        var list = (await hub.As("anne").Get("me/credentials")).Must(200);
        Assert.Equal([(first.Id, "revoked", "replaced"), (second.Id, "active", "")], list.Each("id").Zip(list.Each("status"), list.Each("reason")));
        Assert.DoesNotContain(first.Word("pin"), list.Text, StringComparison.Ordinal);
    });

    [Fact]
    public Task Nobody_gets_more_than_ten_PINs_in_a_day() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        for (var pins = 0; pins < 10; pins++)
            (await hub.As("anne").Post("me/credentials", Pin)).Must(201);

        (await hub.As("anne").Post("me/credentials", Pin)).Must(422, "too-many-credentials");
        await hub.MoveTo("2026-11-24T08:56+01:00");
        (await hub.As("anne").Post("me/credentials", Pin)).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Nothing_that_is_kept_or_answered_again_says_the_PIN(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var made = (await hub.As("anne").Post("me/credentials", Pin, "key")).Must(201);
        var digits = made.Word("pin");
        var queries = hub.App.Services.GetRequiredService<StoreQueries>();

        var kept = (await queries.Credentials(new MemberId("anne"), Stop)).Single();
        var journal = await queries.Audit("credential", made.Id, null, null, 10, Stop);

        Assert.Equal(hub.App.Services.GetRequiredService<KeyBox>().Lookup(PresentedCredential.Read("pin", digits)!), kept.Lookup);
        Assert.DoesNotContain(digits, $"{kept}", StringComparison.Ordinal);
        Assert.All(journal, entry => Assert.DoesNotContain(digits, $"{entry}", StringComparison.Ordinal));
    });

    [Theory, MemberData(nameof(Both))]
    public Task PINs_asked_for_at_once_leave_one(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.As("anne").Post("me/credentials", Pin)));

        Assert.All(said, one => one.Must(201));
        Assert.Single((await hub.As("anne").Get("me/credentials")).Each("status"), "active");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_badge_typed_by_a_keeper_is_one_members_until_it_is_lost(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-auch");
        var typed = (await keeper.Post("members/anne/credentials", new { kind = "mifare-uid", value = "04:a2:0b:1c:2d:3e:80", label = "blue" })).Must(201);
        Assert.Equal(("mifare-uid", "active", "blue", $"/api/v1/members/anne/credentials/{typed.Id}"), (typed.Word("kind"), typed.Word("status"), typed.Word("label"), typed.Location));

        (await keeper.Post("members/bruno/credentials", new { kind = "mifare-uid", value = "04A20B1C2D3E80" })).Must(409, "credential-in-use");
        (await keeper.Post("members/anne/credentials", new { kind = "mifare-uid", value = "04-A2-0B-1C-2D-3E-80" })).Must(409, "credential-in-use");
        (await keeper.Post("members/bruno/credentials", new { kind = "em4100", value = "04A20B1C2D" })).Must(201);

        (await hub.As("anne").Delete($"me/credentials/{typed.Id}?lost=true")).Must(204);
        (await hub.As("anne").Delete($"me/credentials/{typed.Id}")).Must(204);
        var mine = (await hub.As("anne").Get("me/credentials")).Must(200);
        Assert.Equal(("revoked", "lost"), (mine.Each("status").Single(), mine.Each("reason").Single()));
        Assert.DoesNotContain("04A2", mine.Text, StringComparison.OrdinalIgnoreCase);
        (await keeper.Post("members/bruno/credentials", new { kind = "mifare-uid", value = "04A20B1C2D3E80" })).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Five_badges_are_enough_and_all_are_lost_at_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        var pin = (await hub.As("anne").Post("me/credentials", Pin)).Must(201);
        var said = await Task.WhenAll(Enumerable.Range(1, 7).Select(n => keeper.Post("members/anne/credentials", new { kind = "mifare-uid", value = $"04D000000000{n:00}" })));
        Assert.Equal([201, 201, 201, 201, 201, 422, 422], said.Select(one => one.Status).Order());
        (await hub.As("anne").Post("me/credentials", AtNogaro)).Must(422, "too-many-credentials");

        var lost = (await keeper.Post("members/anne/lost-badge")).Must(200);

        Assert.Equal(5, lost.Json.GetProperty("revoked").GetArrayLength());
        var hers = (await keeper.Get("members/anne/credentials")).Must(200);
        Assert.Equal([pin.Id], hers.Each("id").Zip(hers.Each("status")).Where(one => one.Second == "active").Select(one => one.First));
        Assert.Equal(0, (await keeper.Post("members/anne/lost-badge")).Must(200).Json.GetProperty("revoked").GetArrayLength());
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_member_who_is_suspended_or_unknown_gets_no_badge(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var badge = new { kind = "mifare-uid", value = "04A20B1C2D3E80" };
        (await hub.As("chamber").Post("members/simon/credentials", badge)).Must(422, "member-inactive");
        (await hub.As("chamber").Post("members/nobody/credentials", badge)).Must(404, "not-found");
        (await hub.As("chamber").Get("members/nobody/credentials")).Must(404, "not-found");
        (await hub.As("chamber").Post("members/nobody/lost-badge")).Must(404, "not-found");
        (await hub.As("chamber").Delete("members/anne/credentials/nothing")).Must(404, "not-found");
    });
}
