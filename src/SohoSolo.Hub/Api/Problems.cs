namespace SohoSolo.Hub.Api;

/// <summary>The problems that any call may answer. A feature's own reasons live with the feature.</summary>
internal static class Problems
{
    public static Problem NotFound(string detail = "There is nothing at this address.") => new(404, "not-found", detail);

    public static readonly Problem MethodNotAllowed = new(405, "method-not-allowed", "This address does not know this method; the Allow header names those it does.");

    public static readonly Problem BodyTooLarge = new(413, "body-too-large", $"A request body may have {RequestBody.MostBytes / 1024} KiB at most.");

    public static readonly Problem WrongMediaType = new(415, "wrong-media-type", "Send the body as application/json in UTF-8.");

    public static readonly Problem InvalidUtf8 = new(400, "invalid-utf8", "The body is not valid UTF-8.");

    public static Problem Nul(string where) => new(400, "invalid-value", $"{where} must not hold the character U+0000.");

    public static Problem InvalidJson(string detail) => new(400, "invalid-json", detail);

    public static Problem UnknownField(string field) => new(400, "unknown-field", $"'{field}' is not known here.") { Field = field };

    public static Problem MissingField(string field) => new(400, "missing-field", $"'{field}' is needed.") { Field = field };

    public static Problem InvalidValue(string field, string why) => new(400, "invalid-value", $"'{field}' {why}.") { Field = field };

    public static readonly Problem InvalidKey = new(400, "invalid-idempotency-key", "Idempotency-Key has 1 to 128 printable characters.");

    public static readonly Problem KeyMismatch = new(422, "idempotency-mismatch", "This Idempotency-Key was used for another request.");

    public static readonly Problem SignInNeeded = new(401, "sign-in-needed", "Send a token: Authorization: Bearer …");

    public static readonly Problem TokenInvalid = new(401, "token-invalid", "The token is unknown or has been revoked.");

    public static readonly Problem TokenExpired = new(401, "token-expired", "The token has expired; make a new one.");

    public static readonly Problem MemberInactive = new(403, "member-inactive", "This member is suspended or has left the network.");

    public static Problem ScopeMissing(string scope) => new(403, "scope-missing", $"The token does not have the scope '{scope}'.");

    public static Problem NotAllowed(string who) => new(403, "not-allowed", $"This is for {who}.");

    public static readonly Problem TryAgain = new(503, "try-again", "The database cannot be reached just now; nothing was lost, try again.") { RetryAfterSeconds = 2 };

    public static Problem Internal(string id) => new(500, "internal", "Something went wrong on our side; it is in the log under this id.")
    {
        More = json => json.WriteString("id", id),
    };
}
