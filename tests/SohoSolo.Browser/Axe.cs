using Deque.AxeCore.Commons;

namespace SohoSolo.Browser;

/// <summary>
/// Deque's axe, run in the page that is open. Its own binding for Playwright opens another page for each answer and tells everything that is right, too: three times as slow.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async ofLooksAlone => (await axe.run({ resultTypes: ["violations"], ...(ofLooksAlone ? { runOnly: ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"] } : {}) })).violations
            .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, html }) => `${target.join(" ")}: ${html}`).join(" | ")}`)
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What it objects to: the rule, and the first places. The names and the order of a page that was looked at before are the same in other colours and at another width.</summary>
    public static async Task<IReadOnlyList<string>> Objections(IPage page, bool ofLooksAlone)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe !== 'undefined'")) await page.EvaluateAsync(Script);

        return await page.EvaluateAsync<string[]>(Run, ofLooksAlone);
    }
}
