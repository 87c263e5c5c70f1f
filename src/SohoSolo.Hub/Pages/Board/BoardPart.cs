using Microsoft.AspNetCore.Components;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>A part of a site's board.</summary>
public abstract class BoardPart : PartView
{
    [Parameter, EditorRequired]
    public required BoardModel Model { get; set; }

    protected string Address => $"/board/{Model.Site.Id}";

    /// <summary>"8 h 31" today, with its day on another.</summary>
    protected string At(DateTimeOffset instant) => Visit.Words.Moment(instant, Model.Site.Calendar, Model.At);

    /// <summary>"9 h – 13 h 30".</summary>
    protected string Hours(TimeRange during) => $"{At(during.Start)} – {At(during.End)}";

    /// <summary>Whether a form is the one that was refused just now: then it stands open, with what was typed.</summary>
    protected bool IsRefused(string form) => Model.Refused?.Form == form;

    protected string? Typed(string form) => IsRefused(form) ? Model.Refused!.Typed : null;
}
