
namespace SohoSolo.Hub.Identity;

/// <summary>The caller that <see cref="Doorkeeper"/> found, on the request.</summary>
internal static class CallerOfRequest
{
    /// <summary>Who is asking. Only for calls that need a sign-in; elsewhere use <see cref="CallerOrNobody"/>.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This call was described as open to anyone and asks for its caller.");

    public static Caller? CallerOrNobody(this HttpContext context) => context.Features.Get<Caller>();
}
