using Microsoft.AspNetCore.Components;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>A whole page: who looks, and what there is to see. It shows and asks; everything it shows was loaded before.</summary>
public abstract class PageView<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public required Visit Visit { get; set; }

    [Parameter, EditorRequired]
    public required TModel Model { get; set; }
}

/// <summary>A part of a page, inside its <see cref="Frame"/>.</summary>
public abstract class PartView : ComponentBase
{
    [CascadingParameter]
    public required Visit Visit { get; set; }
}
