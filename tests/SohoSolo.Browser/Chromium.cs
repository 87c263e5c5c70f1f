namespace SohoSolo.Browser;

/// <summary>The system's Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

    /// <summary>Nothing of its own in the background: what it asks for over the network is what the page asks for.</summary>
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();

        playwright?.Dispose();
    }

    internal async Task<Window> Open(DemoNetwork network, Looks? looks = null)
    {
        var look = looks ?? new Looks();
        var context = await (await Browser()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = network.Address.ToString(),
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.Scheme,
            Locale = look.IsEnglish ? "en-GB" : "fr-FR",
            JavaScriptEnabled = look.HasScript,
            ReducedMotion = ReducedMotion.Reduce,
            ServiceWorkers = look.HasWorker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        context.SetDefaultTimeout(20_000);
        return new Window(context, await context.NewPageAsync(), network, look);
    }

    private async Task<IBrowser> Browser()
    {
        if (browser is not null) return browser;

        var program = Array.Find(Programs, File.Exists) ?? throw new MissingPartException("No Chromium on this machine.");
        playwright = await Playwright.CreateAsync();
        return browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments });
    }
}

/// <summary>How somebody looks at the pages.</summary>
internal sealed record Looks
{
    public const int Desktop = 1280;
    public const int Phone = 390;

    public int Width { get; init; } = Desktop;

    public bool IsDark { get; init; }

    public bool IsEnglish { get; init; }

    public bool HasScript { get; init; } = true;

    /// <summary>Whether what is kept for times without a line answers, too: what it asks for is not the page's.</summary>
    public bool HasWorker { get; init; }

    /// <summary>Of the screen, where it matters.</summary>
    public int? Tall { get; init; }

    public int Height => Tall ?? (Width < 600 ? 844 : 900);

    public ColorScheme Scheme => IsDark ? ColorScheme.Dark : ColorScheme.Light;

    public override string ToString() => $"{Width} {(IsDark ? "dark" : "light")} {(IsEnglish ? "en" : "fr")}{(HasScript ? "" : " no-script")}";
}
