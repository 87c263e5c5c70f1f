namespace SohoSolo.Browser;

/// <summary>One person's browser: with cookies of its own, and one page open. What its console complains of fails the test that asks.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Window(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"{message.Text} {message.Location}");
        };
        page.Request += (_, request) => Requests.Add(new Uri(request.Url));
    }

    public IPage Page { get; }

    public List<Uri> Requests { get; } = [];

    /// <summary>Errors of scripts, and what the content security policy refused.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Comes in as one of the demo's persons.</summary>
    public async Task<Window> SignIn(string member)
    {
        await Open("/sign-in");
        await Page.Locator($"button[value='{member}']").ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
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

    /// <summary>Presses a button or follows a link by what it says.</summary>
    public async Task Press(string words) => await Page.Locator("main").GetByText(words, new LocatorGetByTextOptions { Exact = false }).First.ClickAsync();

    public Task<string> Read(string selector = "main") => Page.Locator(selector).First.InnerTextAsync();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
