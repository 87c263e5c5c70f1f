namespace SohoSolo.Hub.Pages.Shell;

/// <summary>303: after a form, the browser gets the next page, and going back does not send the form again (RFC 9110 §15.4.4). Only to an address of ours.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Written(LocalPath.Or(path, "/"));
        return Task.CompletedTask;
    }

    /// <summary>An address may be written in any letters; a header has those of ASCII (RFC 3986 §2.1).</summary>
    private static string Written(string path) =>
        string.Concat(path.EnumerateRunes().Select(letter => letter.Value is > ' ' and <= '~' ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));
}
