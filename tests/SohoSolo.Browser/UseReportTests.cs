using System.Text;
using System.Text.RegularExpressions;

namespace SohoSolo.Browser;

/// <summary>The pages about use as a council and a keyboard meet them.</summary>
public sealed partial class UseReportTests(Chromium chromium, DemoNetworks networks)
{
    /// <summary>The most and the fewest members, one with everything hidden, and one month alone.</summary>
    private static readonly string[] Addresses = [.. new[] { "200066926", "243200409", "248200016", "243200417?from=2026-10&to=2026-10" }.Select(siren => $"/reports/communities/{siren}")];

    [Fact]
    public async Task The_report_of_a_community_prints_on_two_sheets_of_A4_in_both_languages_and_any_number_of_months()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        foreach (var isEnglish in (bool[])[false, true])
        {
            await using var window = await chromium.Open(network, new Looks { IsEnglish = isEnglish });
            await window.IsBack(DemoNetwork.Chamber);
            await window.SeesReports();
            foreach (var address in isEnglish && !Repository.IsFull ? Addresses[..1] : Addresses)
            {
                await window.Open(address);
                var paper = Encoding.Latin1.GetString(await window.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));

                Assert.True(PageOfPdf().Count(paper) == 2, $"{address} prints on {PageOfPdf().Count(paper)} sheets.");
                Assert.Equal(2, A4().Count(paper));
            }
        }
    }

    [Fact]
    public async Task A_community_on_the_map_is_reached_by_Tab_says_its_figure_and_opens_its_report()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network);
        await window.IsBack(DemoNetwork.Chamber);
        await window.SeesReports();
        await window.Open("/reports/map");

        // From the button before the map on: each press of the key is on the next community.
        await window.Page.Locator("form.period button").FocusAsync();
        List<string> said = [];
        for (var presses = 0; presses < 24; presses++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            if (await window.Page.EvaluateAsync<bool>("document.activeElement.matches('.map-region')"))
                said.Add(await window.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"));
            else if (said.Count > 0)
                break;
        }

        Assert.Equal(17, said.Distinct().Count());
        Assert.All(said, words => Assert.Matches(@"^.+\u00A0: (\d[\d\u00A0\u202F]*|masqué), demi-journées utilisées$", words));

        await window.Page.Keyboard.PressAsync("Shift+Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("article.report h1")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageOfPdf();

    /// <summary>210 × 297 mm in points, as the browser rounds them.</summary>
    [GeneratedRegex(@"/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]")]
    private static partial Regex A4();
}
