using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>A hub that answers as a test wants, or is not there.</summary>
internal sealed class TalkingHub : IHubLine
{
    public bool IsConnected { get; set; }

    public List<LinkAsk.Entry> Questions { get; } = [];

    public Func<LinkAsk.Entry, Task<LinkMessage.Answer?>> Says { get; set; } = _ => Task.FromResult<LinkMessage.Answer?>(null);

    public Task<LinkMessage.Answer?> Ask(LinkAsk.Entry question)
    {
        Questions.Add(question);
        return Says(question);
    }

    public void Grants(GrantReason reason, string known, string? booking = null) => Says = question => Task.FromResult<LinkMessage.Answer?>(
        new LinkMessage.Answer(question.Site, 1, 1) { Id = question.Id, Granted = true, Reason = Words.Of(reason), Ref = known, Booking = booking });

    public void Denies(DenyReason reason) => Says = question => Task.FromResult<LinkMessage.Answer?>(
        new LinkMessage.Answer(question.Site, 1, 1) { Id = question.Id, Granted = false, Reason = Words.Of(reason) });
}
