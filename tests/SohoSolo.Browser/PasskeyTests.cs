namespace SohoSolo.Browser;

/// <summary>Signing in with a key of the device, as a browser does it: the page, its script, the device and the hub together.</summary>
public sealed class PasskeyTests(Chromium chromium, DemoNetworks networks)
{
    private const string Button = "form[data-passkey] button";

    /// <summary>A page of somebody else that the browser takes for a neighbour: the same name at another port, so that the device itself has nothing against it.</summary>
    private const string Elsewhere = "http://localhost:9/";

    [Fact]
    public async Task She_makes_a_key_signs_in_with_it_and_takes_it_away()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network, new Looks { Width = Looks.Phone });
        var device = await Authenticator.In(window);
        await window.SignIn(DemoNetwork.Anne);
        await window.Open("/me");
        await window.Page.Locator("main a[href='/me/passkeys']").ClickAsync();
        await Add(window, device);
        var key = Assert.Single(await device.Keys());
        Assert.Equal("localhost", key.GetProperty("rpId").GetString());

        // The device says itself that it has one already.
        await device.Touch(true);
        await window.Page.Locator(Button).ClickAsync();
        await window.Page.GetByText("Cet appareil a déjà une clé").WaitForAsync();
        await device.Touch(false);

        await SignOut(window);
        await SignIn(window, device);
        Assert.Contains("Anne", await window.Read("footer"), StringComparison.Ordinal);
        await window.Open("/me/passkeys");
        Assert.DoesNotContain("pas encore utilisée", await window.Read(), StringComparison.Ordinal);

        await Remove(window);
        await SignOut(window);
        Assert.Empty(window.Complaints);
        await device.Touch(true);
        await window.Page.Locator(Button).ClickAsync();
        await window.Page.GetByText("n’est pas reconnue ici").WaitForAsync();

        // A key that was refused is not offered again unasked: a device that answers by itself would try it for ever.
        Assert.Equal(0, await window.Page.Locator("form[data-offer]").CountAsync());
    }

    [Fact]
    public async Task What_was_signed_on_somebody_elses_page_is_refused_here()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network);
        var device = await Authenticator.In(window);
        await window.Page.RouteAsync($"{Elsewhere}**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>Elsewhere</title>" }));
        await window.SignIn(DemoNetwork.Anne);
        await window.Open("/me/passkeys");
        await Add(window, device);
        await SignOut(window);
        await window.Open("/privacy");
        await device.Touch(true);

        Assert.Equal(422, await Enter(window, Elsewhere));
        Assert.Equal(303, await Enter(window, new Uri(network.Address, "/privacy").ToString()));

        await device.Touch(false);
        await window.Open("/me/passkeys");
        await Remove(window);
    }

    /// <summary>Without a script nothing could ask the device, so nothing offers to; by its number instead of its name, it says where to go.</summary>
    [Fact]
    public async Task Where_keys_do_not_work_no_button_says_they_do()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using (var plain = await chromium.Open(network, new Looks { HasScript = false }))
        {
            await plain.Open("/sign-in");
            Assert.False(await plain.Page.Locator(Button).IsVisibleAsync());
            await plain.SignIn(DemoNetwork.Anne);
            await plain.Open("/me/passkeys");
            Assert.False(await plain.Page.Locator(Button).IsVisibleAsync());
            Assert.Contains("ne propose pas de clés", await plain.Read(), StringComparison.Ordinal);
        }

        await using var window = await chromium.Open(network);
        await window.Open(new Uri(network.Hub.Url, "/sign-in").ToString());
        Assert.Equal(0, await window.Page.Locator(Button).CountAsync());
        await window.Page.Locator($"button[value='{DemoNetwork.Anne}']").ClickAsync();
        await window.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await window.Open(new Uri(network.Hub.Url, "/me/passkeys").ToString());
        Assert.Equal(new Uri(network.Address, "/me/passkeys").ToString(), await window.Page.Locator(".notice a").GetAttributeAsync("href"));
        Assert.Empty(window.Complaints);
    }

    private static async Task Add(Window window, Authenticator device)
    {
        await device.Touch(true);
        await window.Page.Locator(Button).ClickAsync();
        await window.Page.GetByText("La clé est ajoutée").WaitForAsync();
        await device.Touch(false);
    }

    /// <summary>
    /// The page has offered her keys where she types her address, usually before the device is touched: then it is the button's question that she answers. On a slow page the offer comes after the touch, and she is in
    /// without the button.
    /// </summary>
    private static async Task SignIn(Window window, Authenticator device)
    {
        await device.Touch(true);
        try
        {
            await window.Page.Locator(Button).ClickAsync(new() { Timeout = 5000 });
        }
        catch (TimeoutException) when (!window.Page.Url.Contains("/sign-in", StringComparison.Ordinal))
        {
        }

        await window.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await device.Touch(false);
    }

    private static async Task SignOut(Window window)
    {
        await window.Page.Locator("footer button.link").ClickAsync();
        await window.Page.Locator(Button).WaitForAsync();
    }

    private static async Task Remove(Window window)
    {
        window.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await window.Page.Locator(".passkey button.danger").ClickAsync();
        await window.Page.GetByText("La clé est supprimée").WaitForAsync();
    }

    /// <summary>The hub's question is signed on the page at an address, and the answer brought to the hub with everything else as it should be.</summary>
    private static async Task<int> Enter(Window window, string signedAt)
    {
        var http = window.Page.APIRequest;
        var form = await (await http.GetAsync("/sign-in")).TextAsync();
        var token = System.Text.RegularExpressions.Regex.Match(form, "name=\"form\" value=\"([^\"]+)\"").Groups[1].Value;
        var question = await (await http.GetAsync("/sign-in/passkey/options")).TextAsync();
        await window.Page.GotoAsync(signedAt);
        var answer = await window.Page.EvaluateAsync<string>(
            """
            async (question) => {
              const key = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(question)) });
              return JSON.stringify(key);
            }
            """,
            question);
        var data = http.CreateFormData();
        data.Set("form", token);
        data.Set("credential", answer);
        var sent = await http.PostAsync("/sign-in/passkey", new() { Form = data, MaxRedirects = 0 });
        return sent.Status;
    }
}
