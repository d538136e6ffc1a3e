using static RingCx.Sandbox.Access;

namespace RingCx.Sandbox;

/// <summary>Every endpoint, in the order in which they are tried.</summary>
internal static class RouteTable
{
    private const string Accounts = "/voice/api/v1/admin/accounts";
    private const string Account = Accounts + "/{accountId}/";
    private const string Calls = Account + "activeCalls/";
    private const string Call = Calls + "{uii}/";
    private const string Gate = Account + "gateGroups/{gateGroupId}/gates/{gateId}/";
    private const string DialGroup = Account + "dialGroups/{dialGroupId}/";
    private const string Queue = "/voice/api/cx/routing/v1/sub-accounts/{accountId}/queues/{gateId}/";
    private const string Platform = "/restapi/v1.0/account/{accountId}/";
    private const string Session = Platform + "telephony/sessions/{telephonySessionId}";
    private const string Party = Session + "/parties/{partyId}";
    private const string Light = SimulatedUsagePlan.Light;
    private const string Heavy = SimulatedUsagePlan.Heavy;

    public static readonly SandboxRoute[] All =
    [
        new("GET", Calls + "list", Supervisor, CallEndpoints.List, [], ["product", "productId", "externalId", "page", "maxRows"]),
        new("POST", Calls + "createManualAgentCall", Supervisor, CallEndpoints.CreateManualAgentCall,
            ["username", "destination", "ringDuration", "callerId"]),
        new("POST", Call + "addSessionToCall", Supervisor, CallEndpoints.AddSessionToCall, ["destination", "sessionType"]),
        new("POST", Call + "hangupSession", Supervisor, CallEndpoints.HangupSession, ["phone"]),
        new("POST", Call + "hangupSessionById", Supervisor, CallEndpoints.HangupSessionById, ["sessionId"]),
        new("POST", Call + "hangupCall", Supervisor, CallEndpoints.HangupCall),
        new("POST", Call + "dispositionCall", Supervisor, CallEndpoints.DispositionCall,
            ["disposition", "callback"], ["callBackDTS", "notes"]),
        new("POST", Call + "toggleCallRecording", Supervisor, CallEndpoints.ToggleCallRecording, ["record"]),
        new("POST", Call + "toggleCallHold", Supervisor, CallEndpoints.ToggleCallHold, ["state"]),
        new("POST", Call + "requeueCall", Supervisor, CallEndpoints.RequeueCall, ["gateId"]),
        new("POST", Call + "pingCall", Supervisor, CallEndpoints.PingCall),
        new("GET", Calls + "prerouteChecks/checkQueueStatus", Supervisor, CallEndpoints.CheckQueueStatus,
            ["destination_number", "maxq"], ["phoneNumbersI18nEnabled"]),
        new("GET", Calls + "prerouteChecks/checkQueueThreshold", Supervisor, CallEndpoints.CheckQueueThreshold,
            ["destination_number"], ["maxCallsQueued", "phoneNumbersI18nEnabled"]),

        new("GET", Accounts, AnyUser, DirectoryEndpoints.Accounts),
        new("GET", Account + "gateGroups/withChildren", AnyUser, DirectoryEndpoints.GateGroups,
            [], ["includePermissions", "page", "maxRows"]),
        new("GET", Account + "gateGroups/withChildren/additionalData", AnyUser, DirectoryEndpoints.GateGroups, [], ["page", "maxRows"]),
        new("GET", Gate + "dispositions", AnyUser, DirectoryEndpoints.GateDispositions),
        new("GET", Gate + "requeueShortcuts", AnyUser, DirectoryEndpoints.RequeueShortcuts),
        new("GET", Gate + "gateAgentAccessLogin", AnyUser, DirectoryEndpoints.LoggedInAgents),
        new("GET", Account + "dialGroups", AnyUser, DirectoryEndpoints.DialGroups, [], ["page", "maxRows"]),
        new("GET", DialGroup + "campaigns", AnyUser, DirectoryEndpoints.Campaigns, [], ["page", "maxRows"]),
        new("GET", DialGroup + "campaigns/{campaignId}/campaignDispositions", AnyUser, DirectoryEndpoints.CampaignDispositions),
        new("GET", Account + "agentGroups", AnyUser, DirectoryEndpoints.AgentGroups, [], ["page", "maxRows", "includePermissions"]),
        new("GET", Account + "agentGroups/{agentGroupId}/agents", AnyUser, DirectoryEndpoints.Agents),
        new("GET", Account + "campaignLeads/systemDispositions", AnyUser, _ => Answer.Json(200, AccountDirectory.SystemDispositions)),

        new("GET", Account + "realTimeData/agent", Reports, RealTimeEndpoints.Agents),
        new("GET", Account + "realTimeData/inbound", Reports, RealTimeEndpoints.Queues),
        new("GET", Account + "realTimeData/chat", Reports, RealTimeEndpoints.ChatQueues),
        // The app's scope "CX Routing" is what it takes, not a right of the user's.
        new("GET", Queue + "availability", AnyUser, RealTimeEndpoints.Availability, ["queueType"]),

        new("POST", "/restapi/oauth/token", SignIn, SignInEndpoints.RingCentralToken) { HasForm = true },
        new("POST", "/restapi/oauth/revoke", SignIn, SignInEndpoints.RingCentralRevoke) { HasForm = true },
        new("POST", "/api/auth/login/rc/accesstoken", SignIn, SignInEndpoints.Exchange, [], ["includeRefresh"]) { HasForm = true },
        new("POST", "/api/auth/login/admin", SignIn, SignInEndpoints.Login, ["username", "password", "platformId"]),
        new("POST", "/api/auth/token/refresh", SignIn, SignInEndpoints.Refresh) { HasForm = true },
        new("POST", "/api/v1/auth/login", SignIn, SignInEndpoints.LegacyLogin) { HasForm = true },

        new("GET", Platform + "active-calls", Heavy, PlatformCallEndpoints.OfCompany, false,
            ["direction", "view", "type", "transport", "page", "perPage"], ["direction", "type", "transport"]),
        new("GET", Platform + "extension/{extensionId}/active-calls", Heavy, PlatformCallEndpoints.OfExtension, false,
            ["direction", "view", "type", "page", "perPage"], ["direction", "type"]),

        new("GET", Session, Light, TelephonySessionEndpoints.Get, false, ["timestamp", "timeout"]),
        new("DELETE", Session, Light, TelephonySessionEndpoints.Delete),
        new("POST", Session + "/supervise", Light, TelephonySessionEndpoints.SuperviseSession, true),
        new("POST", Party + "/supervise", Light, TelephonySessionEndpoints.SuperviseParty, true),
        new("POST", Session + "/parties/bring-in", Light, TelephonySessionEndpoints.BringIn, true),
        new("POST", Platform + "telephony/call-out", Heavy, TelephonySessionEndpoints.CallOut, true),
        new("POST", Platform + "telephony/conference", Heavy, TelephonySessionEndpoints.Conference),

        new("GET", Party, Light, TelephonyPartyEndpoints.Get),
        new("PATCH", Party, Light, TelephonyPartyEndpoints.Update, true),
        new("DELETE", Party, Light, TelephonyPartyEndpoints.Delete),
        new("POST", Party + "/hold", Light, TelephonyPartyEndpoints.Hold, true),
        new("POST", Party + "/unhold", Light, TelephonyPartyEndpoints.Unhold),
        new("POST", Party + "/transfer", Light, TelephonyPartyEndpoints.Transfer, true),
        new("POST", Party + "/forward", Light, TelephonyPartyEndpoints.Forward, true),
        new("POST", Party + "/flip", Light, TelephonyPartyEndpoints.Flip, true),
        new("POST", Party + "/park", Light, TelephonyPartyEndpoints.Park),
        new("POST", Party + "/answer", Light, TelephonyPartyEndpoints.AnswerCall, true),
        new("POST", Party + "/reject", Light, TelephonyPartyEndpoints.Reject),
        new("POST", Party + "/ignore", Light, TelephonyPartyEndpoints.Ignore, true),
        new("POST", Party + "/pickup", Light, TelephonyPartyEndpoints.Pickup, true),
        new("POST", Party + "/bridge", Light, TelephonyPartyEndpoints.Bridge, true),
        new("POST", Party + "/reply", Light, TelephonyPartyEndpoints.Reply, true),
        new("POST", Party + "/recordings", Light, TelephonyPartyEndpoints.StartRecording),
        new("PATCH", Party + "/recordings/{recordingId}", Light, TelephonyPartyEndpoints.UpdateRecording, true, ["brandId"]),

        new("POST", "/restapi/oauth/wstoken", SimulatedUsagePlan.Auth, EventEndpoints.Token),
        new("GET", "/ws", SignIn, EventEndpoints.Connect, ["access_token"], ["wsc"]) { IsWebSocket = true },
    ];
}
