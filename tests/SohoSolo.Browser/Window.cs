namespace SohoSolo.Browser;

/// <summary>One person's browser: with cookies of its own, and one page open. What its console complains of fails the test that asks.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly DemoNetwork network;
    private readonly List<string> complaints = [];

    public Window(IBrowserContext context, IPage page, DemoNetwork network, Looks looks)
    {
        (this.context, this.network, Page, Words) = (context, network, page, new Phrases(looks.IsEnglish));
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"{message.Text} {message.Location}");
        };
        page.Request += (_, request) => Requests.Add(new Uri(request.Url));
    }

    public IPage Page { get; }

    public Phrases Words { get; }

    public List<Uri> Requests { get; } = [];

    /// <summary>How often she has pressed or followed something since somebody began to count.</summary>
    public int Clicks { get; set; }

    /// <summary>Errors of scripts, and what the content security policy refused.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public ILocator Main => Page.Locator("main");

    /// <summary>What was just done, or why it was not.</summary>
    public ILocator Notice => Main.Locator("[role=status].notice:visible, [role=alert]:visible").First;

    /// <summary>Comes in as one of the demo's persons.</summary>
    public async Task<Window> SignIn(string member)
    {
        await Open("/sign-in");
        await Page.Locator($"button[value='{member}']").ClickAsync();
        return await IsIn();
    }

    /// <summary>One of the demo's persons who has come in before, from this browser, and finds herself at home.</summary>
    public async Task<Window> IsBack(string member)
    {
        if (!network.Sessions.TryGetValue(member, out var session))
        {
            await SignIn(member);
            network.Sessions.Add(member, (await context.CookiesAsync()).Single(cookie => cookie.Name == "sohosolo").Value);
            return this;
        }

        await context.AddCookiesAsync([new Cookie { Name = "sohosolo", Value = session, Url = network.Address.ToString() }]);
        await Open("/");
        return this;
    }

    /// <summary>Comes in with the code of a letter, which the demo shows.</summary>
    public async Task<Window> SignInByCode(string email)
    {
        await Open("/sign-in");
        await Page.FillAsync("#email", email);
        await Press("SignIn", "email.send");
        var shown = await Main.Locator(".notice").InnerTextAsync();
        await Page.FillAsync("#code", string.Concat(shown.Where(char.IsAsciiDigit)));
        await Press("SignIn", "code.enter");
        return await IsIn();
    }

    private async Task<Window> IsIn()
    {
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await Assertions.Expect(Page.Locator("footer form[action='/sign-out']")).ToBeVisibleAsync();
        return this;
    }

    /// <summary>The same page in another window: what has been opened stays open.</summary>
    public async Task Becomes(Looks looks)
    {
        await Page.SetViewportSizeAsync(looks.Width, looks.Height);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = looks.Scheme });
    }

    public async Task<bool> IsWiderThanScreen() =>
        await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0;

    public async Task Open(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path} answers {answer.Status}.");
    }

    /// <summary>A button of the page by what it says, in the language of this window.</summary>
    public ILocator Button(string feature, string key, ILocator? within = null) =>
        (within ?? Main).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Words[feature, key] }).First;

    /// <summary>Presses a button by what it says, and is on the page that follows.</summary>
    public Task Press(string feature, string key, ILocator? within = null) => Click(Button(feature, key, within));

    /// <summary>Presses or follows anything, once, and counts it.</summary>
    public async Task Click(ILocator what)
    {
        Clicks++;
        await what.ClickAsync();
    }

    /// <summary>Some seconds after its start the demo has counted and settled its months.</summary>
    public Task SeesReports() => Patience.Until(
        async () =>
        {
            await Open("/reports");
            return await Page.Locator(".key-figure").CountAsync() > 0;
        },
        TimeSpan.FromSeconds(90),
        () => "The demo's months were not settled.",
        TestContext.Current.CancellationToken);

    /// <summary>Says yes to every question that a script asks from now on.</summary>
    public void SaysYes() => Page.Dialog += (_, question) => _ = question.AcceptAsync();

    /// <summary>The notice that says so appears; what else it says is in the answer.</summary>
    public async Task<string> IsTold(string feature, string key)
    {
        await Assertions.Expect(Notice).ToContainTextAsync(Words[feature, key]);
        return (await Notice.InnerTextAsync()).Replace('\u00A0', ' ');
    }

    public Task<string> Read(string selector = "main") => Page.Locator(selector).First.InnerTextAsync();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
