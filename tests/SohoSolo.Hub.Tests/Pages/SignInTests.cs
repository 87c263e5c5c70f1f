using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Signing in by mail: nobody gets in with less than the mailbox, and nobody learns who is a member.</summary>
public sealed partial class SignInTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task A_code_lets_the_browser_in_that_asked_once(string engine) => Walk(engine, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        var code = await Ask(hub, anne, "Anne@Example.org", "/bookings");
        var home = await anne.Press(await anne.Open("/sign-in/code?next=%2F"), "Entrer", ("code", $"{code[..3]} {code[3..]}"));

        Assert.Equal((200, "/"), (home.Status, home.Path));
        using var other = Surfer.Unknown(hub);
        await Ask(hub, other, "bruno@example.org");
        var refused = await other.Press(await other.Open("/sign-in/code"), "Entrer", ("code", code));
        Assert.Equal(422, refused.Status);
        Assert.Contains("pas le bon code", refused.Text(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await other.Open("/")).Path, StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_link_lets_in_once_on_any_device_and_only_when_it_is_pressed(string engine) => Walk(engine, async hub =>
    {
        using var desk = Surfer.Unknown(hub);
        await Ask(hub, desk, "anne@example.org");
        var link = Link().Match((await Letter(hub)).Text!).Value;
        using var scanner = Surfer.Unknown(hub);
        await scanner.Open(link);
        await scanner.Open(link);

        using var phone = Surfer.Unknown(hub);
        Assert.Equal("/", (await phone.Press(await phone.Open(link), "Me connecter ici")).Path);
        Assert.Equal(422, (await scanner.Press(await scanner.Open(link), "Me connecter ici")).Status);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Of_two_who_use_one_code_at_once_one_gets_in(string engine) => Walk(engine, async hub =>
    {
        var keeping = hub.App.Services.GetRequiredService<SignInKeeping>();
        for (var round = 0; round < 5; round++)
        {
            var begun = (await keeping.Begin("anne@example.org", null, Language.Fr, Stop))!;
            var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => keeping.Try(begun.Id, begun.Code, Stop))));

            Assert.Single(tries.OfType<SignInTry.Good>());
            Assert.Equal(3, tries.OfType<SignInTry.Over>().Count());
            hub.Clock.Advance(TimeSpan.FromMinutes(61));
        }
    });

    [Theory, MemberData(nameof(Both))]
    public Task After_five_wrong_codes_the_right_one_is_of_no_use_and_its_link_neither(string engine) => Walk(engine, async hub =>
    {
        using var guesser = Surfer.Unknown(hub);
        var code = await Ask(hub, guesser, "anne@example.org");
        var link = Link().Match((await Letter(hub)).Text!).Value;
        var wrong = code == "000000" ? "000001" : "000000";
        for (var guess = 1; guess < StoreSignIns.MostTries; guess++)
            Assert.Contains($"{StoreSignIns.MostTries - guess} essai", (await guesser.Press(await guesser.Open("/sign-in/code"), "Entrer", ("code", wrong))).Text(), StringComparison.Ordinal);

        var over = await guesser.Press(await guesser.Open("/sign-in/code"), "Entrer", ("code", wrong));
        Assert.Contains("ne vaut plus", over.Text(), StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await guesser.Open("/sign-in/code")).Path);
        Assert.Equal(422, (await guesser.Press(await guesser.Open(link), "Me connecter ici")).Status);
    });

    [Fact]
    public Task A_code_is_good_for_a_quarter_of_an_hour() => Walk(Engines.Sqlite, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        var code = await Ask(hub, anne, "anne@example.org");
        hub.Clock.Advance(SignInKeeping.Life);

        Assert.Equal(422, (await anne.Press(await anne.Open("/sign-in/code"), "Entrer", ("code", code))).Status);
    });

    [Fact]
    public Task Who_was_suspended_since_she_asked_is_told_so_where_she_signs_in() => Walk(Engines.Sqlite, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        var code = await Ask(hub, anne, "anne@example.org");
        (await hub.As("chamber").Patch("members/anne", new { status = "suspended" })).Must(200);

        var refused = await anne.Press(await anne.Open("/sign-in/code"), "Entrer", ("code", code));
        Assert.Equal(403, refused.Status);
        Assert.Contains("n’est plus actif", refused.Text(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?", (await anne.Open("/bookings")).Path, StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_is_no_member_is_told_the_same_and_gets_no_letter(string engine) => Walk(engine, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        using var nobody = Surfer.Unknown(hub);
        using var simon = Surfer.Unknown(hub);
        await Ask(hub, anne, "anne@example.org");
        var (known, unknown, suspended) = (await anne.Open("/sign-in/code"), await Asked(nobody, "nobody@example.org"), await Asked(simon, "simon@example.org"));

        Assert.Equal(known.Text(), unknown.Text());
        Assert.Equal(known.Text(), suspended.Text());
        Assert.Single(await hub.App.Services.GetRequiredService<StoreQueries>().Letters(null, 10, 0, Stop));
        Assert.Equal(422, (await nobody.Press(unknown, "Entrer", ("code", "123456"))).Status);
    });

    [Theory, MemberData(nameof(Both))]
    public Task One_address_is_written_to_five_times_an_hour_and_no_more(string engine) => Walk(engine, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        for (var time = 0; time < SignInKeeping.Limits.OfAddress; time++)
            Assert.Equal(200, (await Asked(anne, time % 2 == 0 ? "anne@example.org" : " ANNE@example.org")).Status);

        var often = await Asked(anne, "anne@example.org");
        Assert.Equal(429, often.Status);
        Assert.Contains("Attendez une heure", often.Text(), StringComparison.Ordinal);
        Assert.Equal("anne@example.org", often.Doc.QuerySelector("#email")!.GetAttribute("value"));
        Assert.Equal(200, (await Asked(anne, "bruno@example.org")).Status);
        hub.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(200, (await Asked(anne, "anne@example.org")).Status);
    });

    [Fact]
    public Task One_client_asks_for_thirty_addresses_an_hour_and_no_more() => Walk(Engines.Sqlite, async hub =>
    {
        using var client = Surfer.Unknown(hub);
        for (var time = 0; time < SignInKeeping.Limits.OfClient; time++)
            Assert.Equal(200, (await Asked(client, $"a{time}@example.org")).Status);

        Assert.Equal(429, (await Asked(client, "anne@example.org")).Status);
    });

    [Theory]
    [InlineData("anne")]
    [InlineData("@example.org")]
    [InlineData("anne@")]
    public Task What_is_no_address_is_said_at_once(string email) => Walk(Engines.Sqlite, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        var page = await Asked(anne, email);

        Assert.Equal(422, page.Status);
        Assert.Contains("pas complète", page.Text(), StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task What_lets_somebody_in_is_kept_nowhere_once_it_is_sent(string engine) => Walk(engine, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        var code = await Ask(hub, anne, "anne@example.org");
        var letter = await Letter(hub);
        Assert.DoesNotContain(code, letter.Subject, StringComparison.Ordinal);
        var now = hub.Clock.GetUtcNow();
        var claimed = (await hub.Store.Mail.Claim("test", now, now.AddMinutes(1), Stop))!;
        Assert.True(await hub.Store.Mail.Settle(claimed with { Status = MailStatus.Sent, SentAt = now }, "test", Stop));

        Assert.Equal((MailStatus.Sent, null, null), ((await Letter(hub)).Status, (await Letter(hub)).Text, (await Letter(hub)).Html));
    });

    [Fact]
    public Task Where_no_letters_are_sent_it_says_so() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = Surfer.Unknown(hub);
        var page = await anne.Open("/sign-in");

        Assert.Contains("n’envoie pas de courriels", page.Text(), StringComparison.Ordinal);
        Assert.Null(page.Doc.QuerySelector("#email"));
    });

    private static Task Walk(string engine, Func<RunningHub, Task> walk) => RunningHub.Walk(engine, async hub =>
    {
        foreach (var name in (string[])["anne", "bruno", "simon"])
            (await hub.As("chamber").Patch($"members/{name}", new { email = $"{name}@example.org" })).Must(200);

        await walk(hub);
    }, settings => settings with { Smtp = new MailSetting.Files("unused") });

    private static async Task<Sheet> Asked(Surfer surfer, string email, string next = "/") =>
        await surfer.Press(await surfer.Open($"/sign-in?next={Uri.EscapeDataString(next)}"), "Recevoir mon code", ("email", email));

    /// <summary>Asks, and reads the letter.</summary>
    private static async Task<string> Ask(RunningHub hub, Surfer surfer, string email, string next = "/")
    {
        Assert.StartsWith("/sign-in/code", (await Asked(surfer, email, next)).Path, StringComparison.Ordinal);
        return Code().Match((await Letter(hub)).Text!).Value;
    }

    private static async Task<Letter> Letter(RunningHub hub) => (await hub.App.Services.GetRequiredService<StoreQueries>().Letters(null, 1, 0, Stop))[0];

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"/sign-in/link\?k=\S+")]
    private static partial Regex Link();
}
