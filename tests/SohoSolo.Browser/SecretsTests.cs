using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SohoSolo.Browser;

/// <summary>Whoever reads the hub's log learns nothing that opens anything (and nobody's address): not what was right, and not what was tried.</summary>
public sealed partial class SecretsTests(Chromium chromium, DemoNetworks networks)
{
    private const string Address = "chambre@example.org";
    private const string LinkStart = "sign-in/link?k=";

    private readonly Dictionary<string, string> secrets = [];

    [Fact]
    public async Task What_lets_somebody_in_stands_nowhere_in_the_log()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network);
        var device = await Authenticator.In(window);
        await TryWhatIsWrong(network);
        await SignInByCode(window);
        await MakeThings(window, device);
        await MakeMore(network);
        await Leave(window, device);

        var log = network.Hub.Output;
        Assert.Contains("SohoSolo answers at", log, StringComparison.Ordinal);
        Assert.True(secrets.Count > 15, string.Join(", ", secrets.Keys));
        Assert.All(secrets, secret => Assert.True(secret.Value.Length >= 6, secret.Key));
        Assert.Empty(secrets.Where(secret => Regex.IsMatch(log, $@"(?<!\d){Regex.Escape(secret.Value)}(?!\d)", RegexOptions.IgnoreCase)).Select(secret => secret.Key));
    }

    /// <summary>What is wrong is no secret of ours; it may be one of somebody who has mistyped it.</summary>
    private async Task TryWhatIsWrong(DemoNetwork network)
    {
        secrets["mistyped token"] = "soho_mistyped-9f3a71c2";
        secrets["mistyped link"] = "mistyped-link-5d0e8b7a";
        secrets["mistyped cookie"] = "sst_mistyped-c41b6e90";
        secrets["mistyped address"] = "chambre.mistyped@example.org";
        using var http = network.Api(secrets["mistyped token"]);
        using var refused = await http.GetAsync(new Uri("me", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var window = await chromium.Open(network, new Looks { HasScript = false });
        await window.Page.Context.AddCookiesAsync([new Cookie { Name = "sohosolo", Value = secrets["mistyped cookie"], Url = network.Address.ToString() }]);
        await window.Open("/");
        await window.Open($"/sign-in/link?k={secrets["mistyped link"]}");
        await window.Page.Locator("main form button").ClickAsync();
        await window.Open("/sign-in");
        await window.Page.FillAsync("#email", secrets["mistyped address"]);
        await window.Page.Locator("form[action='/sign-in'] button").ClickAsync();
        await window.Page.FillAsync("#code", secrets["mistyped code"] = "908172");
        await window.Page.Locator("form[action='/sign-in/code'] button").ClickAsync();
        Assert.Contains("pas le bon code", await window.Read(), StringComparison.Ordinal);
    }

    private async Task SignInByCode(Window window)
    {
        secrets["address"] = Address;
        await window.Open("/sign-in");
        await window.Page.FillAsync("#email", Address);
        await window.Page.Locator("form[action='/sign-in'] button").ClickAsync();
        secrets["code"] = SixDigits().Match(await window.Read(".notice")).Value;
        await KeepCookies(window, "asking");
        await window.Page.FillAsync("#code", secrets["code"]);
        await window.Page.Locator("form[action='/sign-in/code'] button").ClickAsync();
        await window.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await KeepCookies(window, "inside");
    }

    private async Task MakeThings(Window window, Authenticator device)
    {
        window.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await window.Open("/me/badges");
        await window.Page.Locator("form[action='/me/pin'] button").ClickAsync();
        secrets["PIN"] = SixDigits().Match(await window.Read("code")).Value;
        await window.Open("/me/tokens");
        await window.Page.FillAsync("#name", "export");
        await window.Page.Locator("form[action='/me/tokens'] button").ClickAsync();
        secrets["token"] = (await window.Read("code")).Trim();

        await window.Open("/me/passkeys");
        await device.Touch(true);
        await window.Page.Locator("form[data-passkey] button").ClickAsync();
        await window.Page.GetByText("La clé est ajoutée").WaitForAsync();
        await device.Touch(false);
        var key = Assert.Single(await device.Keys());
        secrets["passkey"] = key.GetProperty("credentialId").GetString()!.TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private async Task MakeMore(DemoNetwork network)
    {
        using var chamber = network.Api("demo-chamber");
        using var made = await chamber.PostAsJsonAsync(new Uri("telecentres/nogaro/devices", UriKind.Relative), new { driver = "sohosolo", role = "presence", space = "nogaro-office-1", id = "nogaro-secret-pir" }, TestContext.Current.CancellationToken);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        secrets["device"] = JsonDocument.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("password").GetString()!;
        using var badge = await chamber.PostAsJsonAsync(new Uri("members/member-009/credentials", UriKind.Relative), new { kind = "mifare-uid", value = secrets["badge"] = "04A20B1C2D3E81" }, TestContext.Current.CancellationToken);
        Assert.True(badge.IsSuccessStatusCode, await badge.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await chamber.DeleteAsync(new Uri("telecentres/nogaro/devices/nogaro-secret-pir", UriKind.Relative), TestContext.Current.CancellationToken);

        await Patience.Until(() => Task.FromResult(network.Letter(Address, LinkStart) is not null), TimeSpan.FromSeconds(30), () => "The letter with the code was not written.", TestContext.Current.CancellationToken);
        secrets["link"] = Link().Match(network.Letter(Address, LinkStart)!).Groups[1].Value;
    }

    private async Task Leave(Window window, Authenticator device)
    {
        await window.Page.Locator(".passkey button.danger").ClickAsync();
        await window.Page.GetByText("La clé est supprimée").WaitForAsync();
        await window.Page.Locator("footer button.link").ClickAsync();
        await window.Page.Locator("form[data-passkey] button").WaitForAsync();

        // Signed with a key that is not hers any more: refused, and not written down either.
        var http = window.Page.APIRequest;
        var question = await (await http.GetAsync("/sign-in/passkey/options")).TextAsync();
        secrets["question"] = JsonDocument.Parse(question).RootElement.GetProperty("challenge").GetString()!;
        await KeepCookies(window, "outside");
        await window.Open("/privacy");
        await device.Touch(true);
        var answer = await window.Page.EvaluateAsync<string>("async (asked) => JSON.stringify(await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(asked)) }))", question);
        secrets["signature"] = JsonDocument.Parse(answer).RootElement.GetProperty("response").GetProperty("signature").GetString()!;
        var data = http.CreateFormData();
        data.Set("form", FormToken().Match(await (await http.GetAsync("/sign-in")).TextAsync()).Groups[1].Value);
        data.Set("credential", answer);
        Assert.Equal(422, (await http.PostAsync("/sign-in/passkey", new() { Form = data, MaxRedirects = 0 })).Status);
    }

    private async Task KeepCookies(Window window, string when)
    {
        foreach (var cookie in (await window.Page.Context.CookiesAsync()).Where(cookie => cookie.Name != "language"))
            secrets[$"cookie {cookie.Name}, {when}"] = cookie.Value;
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();

    [GeneratedRegex("sign-in/link\\?k=([^\"<\\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
