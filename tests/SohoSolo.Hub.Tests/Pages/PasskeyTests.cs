using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Passkeys;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Signing in with a key: hers, made here, asked for now, and once. Everything else is refused in the same words.</summary>
public sealed class PasskeyTests
{
    public const string Domain = "sohosolo.example.org";
    public const string Origin = $"https://{Domain}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public Task She_adds_a_key_signs_in_with_it_names_it_and_takes_it_away(string engine) => Walk(engine, async hub =>
    {
        using var key = new SoftKey();
        using var anne = await At(hub, "anne");
        var added = await Add(anne, key, "Téléphone d’Anne");
        Assert.Contains("La clé est ajoutée", added.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("Téléphone d’Anne", added.Text("[aria-labelledby=hers]"), StringComparison.Ordinal);
        Assert.Contains("pas encore utilisée", added.Text("[aria-labelledby=hers]"), StringComparison.Ordinal);

        using var other = Known(Surfer.Unknown(hub));
        var inside = await Enter(other, key.Sign(await Question(other)), "/bookings");
        Assert.Equal((200, "/bookings"), (inside.Status, inside.Path));
        Assert.Equal("anne", key.Owner);
        var cookie = other.Cookies.GetAllCookies().Single(kept => kept.Name == "sohosolo");
        Assert.True(cookie.HttpOnly);
        Assert.DoesNotContain(other.Cookies.GetAllCookies(), kept => kept is { Name: "sohosolo-passkey", Expired: false });

        var page = await other.Open("/me/passkeys");
        Assert.Contains("utilisée", page.Text("[aria-labelledby=hers]"), StringComparison.Ordinal);
        Assert.DoesNotContain("pas encore utilisée", page.Text("[aria-labelledby=hers]"), StringComparison.Ordinal);
        page = await other.Press(page, "Enregistrer le nom", ("name", "<b>Bureau</b>"));
        Assert.Contains("<b>Bureau</b>", page.Text("[aria-labelledby=hers]"), StringComparison.Ordinal);
        page = await other.Press(page, "Supprimer la clé");
        Assert.Contains("Aucune clé", page.Text("[aria-labelledby=hers]"), StringComparison.Ordinal);

        using var late = Known(Surfer.Unknown(hub));
        await Refused(late, await Enter(late, key.Sign(await Question(late))), 422, "n’est pas reconnue");
        Assert.Equal(["removed", "renamed", "added"], (await new StoreQueries(hub.Store).Audit("passkey", null, "anne", null, 10, Stop)).Select(entry => entry.What));
    });

    [Fact]
    public Task Whatever_was_not_signed_here_by_her_key_just_now_is_refused() => Walk(Engines.Sqlite, async hub =>
    {
        using var key = new SoftKey();
        using var brunos = new SoftKey();
        using var anne = await At(hub, "anne");
        using var bruno = await At(hub, "bruno");
        await Add(anne, key);
        await Add(bruno, brunos);
        using var stranger = Known(Surfer.Unknown(hub));
        foreach (var lie in (Signing[])
        [
            // Its counter stands where it stood when it was made: somebody has a copy.
            new() { Counts = 0 },
            new() { Origin = "https://elsewhere.example" }, new() { Origin = $"http://{Domain}" }, new() { Origin = $"{Origin}:8443" }, new() { Origin = $"{Origin}.elsewhere.example" }, new() { Origin = "" }, new() { Origin = "null" },
            new() { Domain = "elsewhere.example" }, new() { Domain = "example.org" }, new() { IsCrossOrigin = true }, new() { Type = "webauthn.create" }, new() { IsPresent = false }, new() { IsVerified = false },
            new() { IsForged = true }, new() { Owner = "bruno" }, new() { Owner = "nobody" }, new() { Owner = "" },
        ])
            await Refused(stranger, await Enter(stranger, key.Sign(await Question(stranger), lie)), 422, "n’est pas reconnue");

        hub.Clock.Advance(TimeSpan.FromMinutes(61));
        foreach (var junk in (string[])
            ["", "x", "null", "{}", "[]", "\"text\"", """{"id":"AAAA","type":"public-key","response":null}""", """{"id":"AAAA","type":"public-key","clientExtensionResults":{},"response":{}}""", key.Make(await NewQuestion(anne)), new string('[', 5_000), new string('x', 30_000)])
        {
            await Question(stranger);
            await Refused(stranger, await Enter(stranger, junk), 422, "n’est pas reconnue");
        }

        Assert.Equal("/me/passkeys", (await anne.Open("/me/passkeys")).Path);
        Assert.Equal("/", (await Enter(stranger, key.Sign(await Question(stranger)))).Path);
    });

    [Fact]
    public Task A_question_is_answered_once_soon_and_for_what_it_was_asked() => Walk(Engines.Sqlite, async hub =>
    {
        using var key = new SoftKey();
        using var anne = await At(hub, "anne");
        await Add(anne, key);
        using var stranger = Known(Surfer.Unknown(hub));
        await Refused(stranger, await Enter(stranger, key.Sign("""{"challenge":"AAAA"}""")), 422, "Recommencez");

        // The same answer, and the cookie that goes with it, from somebody who has listened.
        var said = key.Sign(await Question(stranger));
        var asked = stranger.Cookies.GetAllCookies().Single(kept => kept.Name == "sohosolo-passkey");
        using var listener = Known(Surfer.Unknown(hub));
        listener.Cookies.Add(new Cookie(asked.Name, asked.Value, asked.Path, asked.Domain));
        Assert.Equal("/", (await Enter(stranger, said)).Path);
        await Refused(listener, await Enter(listener, said), 422, "Recommencez");

        // A key's own device that has counted on does not help either: the question is used up.
        listener.Cookies.Add(new Cookie(asked.Name, asked.Value, asked.Path, asked.Domain));
        await Refused(listener, await Enter(listener, key.Sign("""{"challenge":"AAAA"}""")), 422, "Recommencez");

        var late = key.Sign(await Question(listener));
        hub.Clock.Advance(SignInKeeping.Life);
        await Refused(listener, await Enter(listener, late), 422, "Recommencez");

        // What was asked of a new key is no question for an old one, whatever cookie it comes in.
        var made = await NewQuestion(anne);
        var other = anne.Cookies.GetAllCookies().Single(kept => kept.Name == "sohosolo-passkey");
        listener.Cookies.Add(new Cookie(other.Name, other.Value, PasskeyQuestion.KnownPath, asked.Domain));
        await Refused(listener, await Enter(listener, key.Sign(made)), 422, "Recommencez");

        using var changed = Known(Surfer.Unknown(hub));
        changed.Cookies.Add(new Cookie(asked.Name, $"{asked.Value[..^8]}AAAAAAAA", asked.Path, asked.Domain));
        await Refused(changed, await Enter(changed, said), 422, "Recommencez");
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public Task Of_many_who_send_one_answer_at_once_one_gets_in(string engine) => Walk(engine, async hub =>
    {
        using var key = new SoftKey();
        using var anne = await At(hub, "anne");
        await Add(anne, key);
        using var stranger = Known(Surfer.Unknown(hub));
        for (var round = 0; round < 3; round++)
        {
            var said = key.Sign(await Question(stranger));
            var form = (await stranger.Open("/sign-in")).Doc.QuerySelector("form[data-passkey] input[name=form]")!.GetAttribute("value")!;
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
            {
                using var content = new FormUrlEncodedContent([KeyValuePair.Create("form", form), KeyValuePair.Create("credential", said)]);
                using var answer = await stranger.Http.PostAsync(new Uri("/sign-in/passkey", UriKind.Relative), content, Stop);
                return answer.StatusCode;
            })));

            Assert.Single(answers, status => status == HttpStatusCode.SeeOther);
            Assert.Equal(5, answers.Count(status => status == HttpStatusCode.UnprocessableEntity));
        }
    });

    [Fact]
    public Task Who_is_suspended_or_has_left_gets_in_no_more_and_nobody_tries_for_ever() => Walk(Engines.Sqlite, async hub =>
    {
        using var key = new SoftKey();
        using var anne = await At(hub, "anne");
        await Add(anne, key);
        using var stranger = Known(Surfer.Unknown(hub));
        foreach (var status in (string[])["suspended", "left"])
        {
            (await hub.As("chamber").Patch("members/anne", new { status })).Must(200);
            await Refused(stranger, await Enter(stranger, key.Sign(await Question(stranger))), 422, "n’est pas reconnue");
        }

        (await hub.As("chamber").Patch("members/anne", new { status = "active" })).Must(200);
        hub.Clock.Advance(TimeSpan.FromMinutes(61));
        for (var time = 0; time < SignInKeeping.Limits.OfClient; time++)
            await Refused(stranger, await Enter(stranger, key.Sign(await Question(stranger), new Signing { IsForged = true })), 422, "n’est pas reconnue");

        await Refused(stranger, await Enter(stranger, key.Sign(await Question(stranger))), 429, "Attendez une heure");
        hub.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("/", (await Enter(stranger, key.Sign(await Question(stranger)))).Path);
    });

    [Fact]
    public Task A_key_is_added_for_who_asked_once_and_nobody_touches_anothers() => Walk(Engines.Sqlite, async hub =>
    {
        using var key = new SoftKey();
        using var anne = await At(hub, "anne");
        using var bruno = await At(hub, "bruno");

        // Asked as Anne, answered in a browser where Bruno has signed in meanwhile.
        var made = key.Make(await NewQuestion(anne));
        var asked = anne.Cookies.GetAllCookies().Single(kept => kept.Name == "sohosolo-passkey");
        bruno.Cookies.Add(new Cookie(asked.Name, asked.Value, asked.Path, asked.Domain));
        Assert.Contains("n’est pas valable ici", (await Send(bruno, made)).Text("[role=alert]"), StringComparison.Ordinal);

        foreach (var lie in (Signing[])[new() { Origin = "https://elsewhere.example" }, new() { Domain = "elsewhere.example" }, new() { IsVerified = false }, new() { Type = "webauthn.get" }, new() { IsCrossOrigin = true }])
            Assert.Equal(422, (await Send(anne, key.Make(await NewQuestion(anne), lie))).Status);

        Assert.Equal(422, (await Send(anne, key.Make("""{"challenge":"AAAA","user":{"id":"YW5uZQ"}}"""))).Status);
        await NewQuestion(anne);
        Assert.Equal(422, (await Send(anne, "{}")).Status);
        await NewQuestion(anne);
        var refused = await Send(anne, "{}", "Mon téléphone");
        Assert.Equal("Mon téléphone", refused.Doc.QuerySelector("#name")!.GetAttribute("value"));

        Assert.Equal(422, (await Add(anne, key, new string('n', PasskeyKeeping.LongestName + 1))).Status);
        var hers = await Add(anne, key);
        Assert.Equal(200, hers.Status);
        Assert.Equal(422, (await Add(bruno, key)).Status);

        var fields = hers.Button("Supprimer la clé").Closest("form")!;
        var id = fields.GetAttribute("action")!.Split('/')[3];
        using var second = new SoftKey();
        var his = await Add(bruno, second);
        foreach (var (button, path) in ((string, string)[])[("Supprimer la clé", $"/me/passkeys/{id}/remove"), ("Enregistrer le nom", $"/me/passkeys/{id}/name")])
        {
            var form = his.Button(button).Closest("form")!.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!));
            Assert.Equal(404, (await bruno.Post(path, form)).Status);
        }

        Assert.Equal(422, (await anne.Press(await anne.Open("/me/passkeys"), "Enregistrer le nom", ("name", " "))).Status);
        Assert.Single(await new StoreQueries(hub.Store).Passkeys(new MemberId("anne"), Stop));
    });

    [Fact]
    public Task She_has_ten_at_most() => Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await At(hub, "anne");
        for (var number = 0; number < PasskeyKeeping.Most; number++)
        {
            using var key = new SoftKey();
            Assert.Equal(200, (await Add(anne, key, $"Clé {number}")).Status);
        }

        var full = await anne.Open("/me/passkeys");
        Assert.Null(full.Doc.QuerySelector("form[data-passkey]"));
        Assert.Contains("dix clés", full.Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task By_another_address_or_none_that_keys_are_made_for_it_says_why()
    {
        await Walk(Engines.Sqlite, async hub =>
        {
            using var anne = await Surfer.As(hub, "anne");
            var page = await anne.Open("/me/passkeys");
            Assert.Equal($"{Origin}/me/passkeys", page.Doc.QuerySelector(".notice a")!.GetAttribute("href"));
            Assert.Null(page.Doc.QuerySelector("form[data-passkey]"));
            Assert.Null((await anne.Open("/sign-in")).Doc.QuerySelector("form[data-passkey]"));
            Assert.Equal(404, (await anne.Open("/sign-in/passkey/options")).Status);
            Assert.Equal(404, (await anne.Open("/me/passkeys/options")).Status);
        });
        await RunningHub.Walk(Engines.Sqlite, async hub =>
        {
            using var anne = await Surfer.As(hub, "anne");
            anne.Http.DefaultRequestHeaders.Host = "192.0.2.7";
            Assert.Contains("il y faut un nom", (await anne.Open("/me/passkeys")).Text(), StringComparison.Ordinal);
        }, settings => settings with { PublicUrl = new Uri("https://192.0.2.7/") });
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public Task Whoever_adds_a_key_to_her_account_she_is_told_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await hub.Store.Mail.Begin(Stop);
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
        using var key = new SoftKey();
        using var anne = await At(hub, "anne");
        await Add(anne, key, "SECRET NAME");
        var (writer, queries) = (hub.App.Services.GetRequiredService<MailWriter>(), new StoreQueries(hub.Store));
        await Patience.Until(
            async () => await writer.Step(Stop) == 0 && (await queries.Letters(null, 10, 0, Stop)).Count > 0, TimeSpan.FromSeconds(30), () => "Nothing was written.", Stop);

        var letter = Assert.Single(await queries.Letters(null, 10, 0, Stop));
        Assert.Equal(("passkey-added", "anne@example.org", "Une clé d’accès a été ajoutée à votre compte"), (letter.Kind, letter.To, letter.Subject));
        Assert.Contains($"{Origin}/me/passkeys", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET NAME", letter.Text, StringComparison.Ordinal);
    }, settings => settings with { PublicUrl = new Uri($"{Origin}/"), Smtp = new MailSetting.Files("unused") });

    private static Task Walk(string engine, Func<RunningHub, Task> walk) => RunningHub.Walk(engine, walk, settings => settings with { PublicUrl = new Uri($"{Origin}/") });

    /// <summary>In a browser that has opened the hub by its name, as through its proxy.</summary>
    private static Surfer Known(Surfer surfer)
    {
        surfer.Http.DefaultRequestHeaders.Host = Domain;
        return surfer;
    }

    private static async Task<Surfer> At(RunningHub hub, string member) => Known(await Surfer.As(hub, member));

    private static Task<string> Question(Surfer surfer) => surfer.Http.GetStringAsync(new Uri("/sign-in/passkey/options", UriKind.Relative), Stop);

    private static Task<string> NewQuestion(Surfer surfer) => surfer.Http.GetStringAsync(new Uri("/me/passkeys/options", UriKind.Relative), Stop);

    private static async Task<Sheet> Enter(Surfer surfer, string said, string next = "/") =>
        await surfer.Press(await surfer.Open($"/sign-in?next={Uri.EscapeDataString(next)}"), "Se connecter avec une clé", ("credential", said));

    private static async Task<Sheet> Add(Surfer surfer, SoftKey key, string name = "Téléphone") => await Send(surfer, key.Make(await NewQuestion(surfer)), name);

    private static async Task<Sheet> Send(Surfer surfer, string made, string name = "Téléphone") =>
        await surfer.Press(await surfer.Open("/me/passkeys"), "Ajouter une clé", ("credential", made), ("name", name));

    private static async Task Refused(Surfer surfer, Sheet answer, int status, string says)
    {
        Assert.Equal(status, answer.Status);
        Assert.Contains(says, answer.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await surfer.Open("/me")).Path, StringComparison.Ordinal);
    }
}
