using SohoSolo.Core.Reporting;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Reports;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>How everything is counted, and which months are settled.</summary>
public sealed record MethodModel(int Version, IReadOnlyList<ReportMonth> Months);

internal sealed class MethodPage(UseBook book)
{
    public async Task<IResult> Show(Visit visit) =>
        visit.Show<MethodView, MethodModel>(new MethodModel(UsageDefinition.Version, [.. (await book.Months(visit.Stop)).OrderByDescending(month => month.Month).Take(24)]));
}
