using Deque.AxeCore.Commons;

namespace SohoSolo.Browser;

/// <summary>
/// Deque's axe, run in the page that is open. Its own binding for Playwright opens another page for each answer and tells everything that is right, too: three times as slow.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async () => (await axe.run({ resultTypes: ["violations"] })).violations
            .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, html }) => `${target.join(" ")}: ${html}`).join(" | ")}`)
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What it objects to: the rule, and the first places.</summary>
    public static async Task<IReadOnlyList<string>> Objections(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe !== 'undefined'")) await page.EvaluateAsync(Script);

        return await page.EvaluateAsync<string[]>(Run);
    }
}
