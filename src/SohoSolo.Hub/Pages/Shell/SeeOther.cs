namespace SohoSolo.Hub.Pages.Shell;

/// <summary>303: after a form, the browser gets the next page, and going back does not send the form again (RFC 9110 §15.4.4). Only to an address of ours.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = LocalPath.Or(path, "/");
        return Task.CompletedTask;
    }
}
