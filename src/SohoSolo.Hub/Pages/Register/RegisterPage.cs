using Microsoft.Extensions.Localization;
using SohoSolo.Core.Privacy;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Register;

/// <summary>The processing register as article 30 of the GDPR asks for it, made from the table that the program itself goes by, and whether what it promises is being done.</summary>
public sealed record RegisterModel(IReadOnlyList<RegisterEntry> Entries, IReadOnlyList<JobLine> Jobs, SiteCalendar Calendar);

/// <summary>One use of personal data, in words.</summary>
public sealed record RegisterEntry(string Use, string Purpose, string Basis, string Recipients, IReadOnlyList<string> Data, IReadOnlyList<string> Terms);

/// <summary>A job: a word of <see cref="RegisterText"/> after <c>state.</c>, when it last ran well, when it is due.</summary>
public sealed record JobLine(string Name, string State, DateTimeOffset? Last, DateTimeOffset? Next);

public sealed class RegisterText;

/// <summary>What the chamber answers for: the register, and the jobs that let go of what has reached its term.</summary>
internal sealed class RegisterPage(NetworkCache network, NetworkDay days, JobWatch watch, IStringLocalizer<PrivacyText> privacy)
{
    public const string Path = "/network/privacy";

    public async Task<IResult> Show(Visit visit)
    {
        var words = new DataWords(privacy, (await network.Get(visit.Stop)).Retention);
        var calendar = await days.Calendar(visit.Stop);
        var jobs = await watch.Standing(visit.Stop);
        return visit.Show<RegisterView, RegisterModel>(new RegisterModel(
            [.. PersonalData.All.GroupBy(column => column.Use).OrderBy(use => use.Key).Select(use => Entry(words, use.Key, [.. use]))],
            [.. jobs.Select(job => new JobLine(job.Name, job.State, job.Last?.GoodAt, job.Last?.NextAt))],
            calendar));
    }

    private static RegisterEntry Entry(DataWords words, DataUse use, IReadOnlyList<PersonalColumn> columns) => new(
        words.Use(use),
        words.Purpose(use),
        words.Basis(DataUses.BasisOf(use)),
        words.Recipients(use),
        [.. columns.Select(column => column.Table).Distinct().Select(words.Table)],
        words.Kept(columns));
}

internal static class RegisterRoutes
{
    public static IServiceCollection AddRegister(this IServiceCollection services) => services.AddSingleton<RegisterPage>();

    public static void MapRegister(this IEndpointRouteBuilder routes) => routes.Page(RegisterPage.Path, Access.Chamber, routes.Feature<RegisterPage>().Show);
}
