using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Faults;

/// <summary>The use case of "something is broken": whoever is there says so, and the keeper sees it among the alarms.</summary>
internal sealed class FaultKeeping(Decisions decisions, TimeProvider clock)
{
    public const string Kind = "fault";
    public const int LongestText = 500;

    private const int ShortestText = 3;
    private const int MostStanding = 10;

    private static readonly Problem TooMany =
        new(StatusCodes.Status422UnprocessableEntity, "too-many-faults", $"{MostStanding} faults that you reported here are still open; the keeper sees them.");

    /// <summary>The fault as it will be kept, or what is wrong with the report.</summary>
    public (Alarm? Fault, Problem? Problem) Read(Telecentre site, FaultPost post, MemberId member)
    {
        var check = new FieldCheck();
        var text = check.Text("text", post.Text, LongestText);
        if (text is { Length: < ShortestText }) check.Refuse("text", $"has {ShortestText} to {LongestText} characters");

        var space = post.Space is null ? null : (SpaceId?)new SpaceId(post.Space);
        var unknown = space is { } id && site.Find(id) is null;
        var problem = check.Problem
            ?? (unknown ? new Problem(StatusCodes.Status422UnprocessableEntity, "unknown-space", "There is no such space at this site.") { Field = "space" } : null);
        return problem is null ? (Fault(site, space, text!, member), null) : (null, problem);
    }

    public Task<Executed<Answer>> Raise(Alarm fault, Command command, CancellationToken stop) => decisions.Run(command, (_, work) => Raise(work, fault), taken: null, stop);

    private Alarm Fault(Telecentre site, SpaceId? space, string text, MemberId member) => new()
    {
        Id = Ids.Next(),
        Site = site.Id,
        Kind = Kind,
        About = space?.Value ?? "",
        RaisedAt = clock.GetUtcNow(),
        Note = text,
        RaisedBy = member,
    };

    private static async ValueTask<Decided> Raise(Work work, Alarm fault)
    {
        var facts = await work.Lock(new Scope { Presence = fault.Site, OpenAlarms = true });
        if (facts.OpenAlarms.Count(alarm => alarm.Kind == Kind && alarm.RaisedBy == fault.RaisedBy) >= MostStanding) return new Decided.Refused(TooMany);

        work.Put((Alarm?)null, fault, "raised");
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, AlarmView.Of(fault), AlarmJson.Shared.AlarmView));
    }
}
