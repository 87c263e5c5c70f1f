using Microsoft.AspNetCore.Http.Extensions;

namespace SohoSolo.Hub.Api;

/// <summary>Long lists come in pieces; <c>Link: &lt;…&gt;; rel="next"</c> (RFC 8288) says where the next one is.</summary>
internal static class Paging
{
    public static void Next(HttpContext context, string parameter, string value)
    {
        var query = new QueryBuilder(context.Request.Query
            .Where(pair => pair.Key != parameter)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())))
        {
            { parameter, value },
        };
        context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{query.ToQueryString()}>; rel=\"next\"";
    }
}
