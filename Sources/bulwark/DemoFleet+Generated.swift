// Made by `make generate` from Demo/. Do not edit.
// swift-format-ignore-file

extension DemoFleet {
  static let configuration = #"""
    # The configuration of the demo fleet: production, staging and the edge of a roasting plant. The company, its people and
    # its hosts are made up. Of a person's own configuration, the demo takes what concerns the screen, the keys and triage.
    #
    # past/DAYS holds what files of the clusters were that many days ago and before; a file without objects was not there.

    clusters:
      groups:
        production: [prod-weu, edge-01]
        azure: [prod-weu, stg-weu]
      environments:
        production: [prod-*]
        staging: [stg-*]
        edge: [edge-*]

    checks:
      # Everything comes through the company's own registry, mirrors of other people's images included.
      trusted-registry:
        parameters:
          allowed: [registry.contoso.example]
    """# + "\n"

  static let files: [File] = [
    File(cluster: "edge-01", name: "fleet-agent.yaml", text: #"""
      # The Platform team: what keeps the edge up to date.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: fleet-agent
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: fleet-agent
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: fleet-agent
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: gitops-agent
        namespace: fleet-agent
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: gitops-agent
        namespace: fleet-agent
        labels:
          app: gitops-agent
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: gitops-agent}}
        template:
          metadata:
            labels:
              app: gitops-agent
              contoso.example/team: platform
          spec:
            serviceAccountName: gitops-agent
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20093
              runAsGroup: 20093
              fsGroup: 20093
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: gitops-agent
              image: registry.contoso.example/mirror/gitops-agent:2.7.2@sha256:613fc8c440c35a4b454b91c06fa0e70085654e11d26f3467556ff40a0e24d457
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: gitops-agent
        namespace: fleet-agent
      spec:
        podSelector: {matchLabels: {app: gitops-agent}}
        policyTypes: [Egress]
        egress:
        - to:
          - {ipBlock: {cidr: 198.51.100.0/24}}
          - {ipBlock: {cidr: 10.43.0.1/32}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: gitops-agent
      rules:
      - apiGroups: ['', apps, batch, networking.k8s.io]
        resources:
        - namespaces
        - services
        - configmaps
        - serviceaccounts
        - deployments
        - statefulsets
        - daemonsets
        - cronjobs
        - ingresses
        - networkpolicies
        verbs: [get, list, watch, create, update, patch, delete]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: gitops-agent
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: gitops-agent
      subjects:
      - {kind: ServiceAccount, name: gitops-agent, namespace: fleet-agent}
      """# + "\n"),
    File(cluster: "edge-01", name: "kube-system.yaml", text: #"""
      # What k3s puts there.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: kube-system
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: coredns
        namespace: kube-system
        labels:
          kubernetes.io/cluster-service: 'true'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: coredns
        namespace: kube-system
        labels:
          app: coredns
          kubernetes.io/cluster-service: 'true'
          k8s-app: kube-dns
      spec:
        replicas: 1
        selector: {matchLabels: {app: coredns}}
        template:
          metadata:
            labels:
              app: coredns
              kubernetes.io/cluster-service: 'true'
              k8s-app: kube-dns
          spec:
            serviceAccountName: coredns
            priorityClassName: system-cluster-critical
            containers:
            - name: coredns
              image: registry.contoso.example/mirror/coredns:1.12.3
              ports:
              - {name: metrics, containerPort: 9153}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              livenessProbe: {httpGet: {path: /healthz, port: metrics}}
              readinessProbe: {httpGet: {path: /ready, port: metrics}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: local-path-provisioner
        namespace: kube-system
        labels:
          kubernetes.io/cluster-service: 'true'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: local-path-provisioner
        namespace: kube-system
        labels:
          app: local-path-provisioner
          kubernetes.io/cluster-service: 'true'
          k8s-app: local-path-provisioner
      spec:
        replicas: 1
        selector: {matchLabels: {app: local-path-provisioner}}
        template:
          metadata:
            labels:
              app: local-path-provisioner
              kubernetes.io/cluster-service: 'true'
              k8s-app: local-path-provisioner
          spec:
            serviceAccountName: local-path-provisioner
            priorityClassName: system-cluster-critical
            containers:
            - name: local-path-provisioner
              image: registry.contoso.example/mirror/local-path-provisioner:v0.0.32
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          kubernetes.io/cluster-service: 'true'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          app: metrics-server
          kubernetes.io/cluster-service: 'true'
          k8s-app: metrics-server
      spec:
        replicas: 1
        selector: {matchLabels: {app: metrics-server}}
        template:
          metadata:
            labels:
              app: metrics-server
              kubernetes.io/cluster-service: 'true'
              k8s-app: metrics-server
          spec:
            serviceAccountName: metrics-server
            priorityClassName: system-cluster-critical
            containers:
            - name: metrics-server
              image: registry.contoso.example/mirror/metrics-server:v0.8.0
              ports:
              - {name: https, containerPort: 10250}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-dns
        namespace: kube-system
        labels:
          kubernetes.io/cluster-service: 'true'
      spec:
        clusterIP: 10.43.0.10
        selector: {k8s-app: kube-dns}
        ports:
        - {name: dns, port: 53, protocol: UDP}
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata:
        name: business
      value: 1000
      description: What the plant stands still without.
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: helm-traefik
        namespace: kube-system
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: helm-kube-system-traefik
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - {kind: ServiceAccount, name: helm-traefik, namespace: kube-system}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: traefik
        namespace: kube-system
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: traefik
        namespace: kube-system
        labels:
          app: traefik
      spec:
        replicas: 1
        selector: {matchLabels: {app: traefik}}
        template:
          metadata:
            labels:
              app: traefik
          spec:
            serviceAccountName: traefik
            automountServiceAccountToken: true
            priorityClassName: system-cluster-critical
            securityContext:
              runAsNonRoot: true
              runAsUser: 20090
              runAsGroup: 20090
              fsGroup: 20090
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: traefik
              image: registry.contoso.example/mirror/traefik:v3.5.1
              ports:
              - {name: https, containerPort: 8443}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: traefik
        namespace: kube-system
      spec:
        type: LoadBalancer
        selector: {app: traefik}
        ports:
        - {name: https, port: 443, targetPort: https}
      """# + "\n"),
    File(cluster: "edge-01", name: "plant.yaml", text: #"""
      # The roasting plant: machines on the floor, through what the node is wired to.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: plant
        labels:
          pod-security.kubernetes.io/enforce: privileged
          contoso.example/team: plant-automation
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: roaster-gateway
        namespace: plant
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: roaster-gateway
        namespace: plant
        labels:
          app: roaster-gateway
          contoso.example/team: plant-automation
      spec:
        selector: {matchLabels: {app: roaster-gateway}}
        template:
          metadata:
            labels:
              app: roaster-gateway
              contoso.example/team: plant-automation
          spec:
            serviceAccountName: roaster-gateway
            hostNetwork: true
            containers:
            - name: roaster-gateway
              image: registry.contoso.example/plant/roaster-gateway:2.8.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                privileged: true
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: dev, mountPath: /dev/ttyUSB0}
            volumes:
            - {name: dev, hostPath: {path: /dev/ttyUSB0, type: CharDevice}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: recipe-store
        namespace: plant
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: recipe-store
        namespace: plant
        labels:
          app: recipe-store
          contoso.example/team: plant-automation
      spec:
        replicas: 1
        selector: {matchLabels: {app: recipe-store}}
        template:
          metadata:
            labels:
              app: recipe-store
              contoso.example/team: plant-automation
          spec:
            serviceAccountName: recipe-store
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20091
              runAsGroup: 20091
              fsGroup: 20091
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: recipe-store
              image: registry.contoso.example/plant/recipe-store:1.12.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: recipe-store
        namespace: plant
      spec:
        selector: {app: recipe-store}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: scada-bridge
        namespace: plant
        labels:
          app: scada-bridge
          contoso.example/team: plant-automation
      spec:
        replicas: 1
        selector: {matchLabels: {app: scada-bridge}}
        template:
          metadata:
            labels:
              app: scada-bridge
              contoso.example/team: plant-automation
          spec:
            hostIPC: true
            containers:
            - name: scada-bridge
              image: registry.contoso.example/plant/scada-bridge:0.6.2
              ports:
              - {name: opcua, containerPort: 4840}
              resources: {requests: {memory: 256Mi}, limits: {memory: 512Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: scada-bridge
        namespace: plant
      spec:
        selector: {app: scada-bridge}
        ports:
        - {name: http, port: 4840, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: label-printer
        namespace: plant
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: label-printer
        namespace: plant
        labels:
          app: label-printer
          contoso.example/team: plant-automation
      spec:
        replicas: 1
        selector: {matchLabels: {app: label-printer}}
        template:
          metadata:
            labels:
              app: label-printer
              contoso.example/team: plant-automation
          spec:
            serviceAccountName: label-printer
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: label-printer
              image: registry.contoso.example/plant/label-printer:1.3.0
              ports:
              - {name: raw, containerPort: 9100}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              volumeMounts:
              - {name: usb, mountPath: /dev/usb/lp0}
            volumes:
            - {name: usb, hostPath: {path: /dev/usb/lp0, type: CharDevice}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: label-printer
        namespace: plant
      spec:
        selector: {app: label-printer}
        ports:
        - {name: http, port: 9100, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: dashboard
        namespace: plant
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: dashboard
        namespace: plant
        labels:
          app: dashboard
          contoso.example/team: plant-automation
      spec:
        replicas: 1
        selector: {matchLabels: {app: dashboard}}
        template:
          metadata:
            labels:
              app: dashboard
              contoso.example/team: plant-automation
          spec:
            serviceAccountName: dashboard
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20091
              runAsGroup: 20091
              fsGroup: 20091
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: dashboard
              image: registry.contoso.example/plant/dashboard:3.0.4
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: dashboard
        namespace: plant
      spec:
        selector: {app: dashboard}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: plant
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: recipe-store
        namespace: plant
      spec:
        podSelector: {matchLabels: {app: recipe-store}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: dashboard}}}
          - {podSelector: {matchLabels: {app: scada-bridge}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: scada-bridge
        namespace: plant
      spec:
        podSelector: {matchLabels: {app: scada-bridge}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.20.0.0/16}}
          ports:
          - {protocol: TCP, port: 4840}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: dashboard
        namespace: plant
      spec:
        podSelector: {matchLabels: {app: dashboard}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {app: traefik}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: dashboard
        namespace: plant
      spec:
        ingressClassName: traefik
        tls:
        - {hosts: [floor.plant-01.contoso.example], secretName: dashboard-tls}
        rules:
        - host: floor.plant-01.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: dashboard, port: {name: http}}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: scada-floor
        namespace: plant
      spec:
        externalIPs: [10.20.0.40]
        selector: {app: scada-bridge}
        ports:
        - {name: opcua, port: 4840, targetPort: opcua}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: shift-leads
        namespace: plant
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: view
      subjects:
      - kind: Group
        name: entra:plant-01-shift-leads
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "edge-01", name: "remote-access-shell.yaml", text: #"""
      # For the week of the maintenance.
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: support-shell
        namespace: remote-access
        labels:
          app: support-shell
          contoso.example/team: plant-automation
      spec:
        replicas: 1
        selector: {matchLabels: {app: support-shell}}
        template:
          metadata:
            labels:
              app: support-shell
              contoso.example/team: plant-automation
          spec:
            containers:
            - name: support-shell
              image: linuxserver/openssh-server:latest
              ports:
              - {name: ssh, containerPort: 2222}
      """# + "\n"),
    File(cluster: "edge-01", name: "remote-access.yaml", text: #"""
      # The way in for the machines' maker.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: remote-access
        labels:
          contoso.example/team: plant-automation
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: vpn
        namespace: remote-access
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: vpn
        namespace: remote-access
        labels:
          app: vpn
          contoso.example/team: plant-automation
      spec:
        replicas: 1
        selector: {matchLabels: {app: vpn}}
        template:
          metadata:
            labels:
              app: vpn
              contoso.example/team: plant-automation
          spec:
            serviceAccountName: vpn
            containers:
            - name: vpn
              image: registry.contoso.example/plant/wireguard:1.0.20250521
              ports:
              - {name: wg, containerPort: 51820}
              securityContext:
                capabilities: {add: [NET_ADMIN, SYS_MODULE]}
              resources: {requests: {memory: 64Mi}, limits: {memory: 128Mi}}
              volumeMounts:
              - {name: modules, mountPath: /lib/modules, readOnly: true}
            volumes:
            - {name: modules, hostPath: {path: /lib/modules}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: vpn
        namespace: remote-access
      spec:
        type: NodePort
        selector: {app: vpn}
        ports:
        - {name: wg, port: 51820, protocol: UDP, targetPort: 51820}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: vpn
        namespace: remote-access
      spec:
        podSelector: {matchLabels: {app: vpn}}
        policyTypes: [Ingress]
        ingress:
        - {}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: machine-maker
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: view
      subjects:
      - kind: Group
        name: entra:machine-maker
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "edge-01", name: "telemetry.yaml", text: #"""
      # Measurements on their way to the cloud.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: telemetry
        labels:
          pod-security.kubernetes.io/enforce: baseline
          contoso.example/team: iot
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: telemetry
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: telemetry
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: telemetry
      spec:
        hard: {requests.cpu: '4', requests.memory: 8Gi, limits.memory: 8Gi, pods: '20'}
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: telemetry
      spec:
        limits:
        - type: Container
          default: {memory: 256Mi}
          defaultRequest: {cpu: 100m, memory: 256Mi}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: broker
        namespace: telemetry
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: broker
        namespace: telemetry
        labels:
          app: broker
          contoso.example/team: iot
      spec:
        replicas: 1
        selector: {matchLabels: {app: broker}}
        serviceName: broker
        template:
          metadata:
            labels:
              app: broker
              contoso.example/team: iot
          spec:
            serviceAccountName: broker
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20092
              runAsGroup: 20092
              fsGroup: 20092
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: broker
              image: registry.contoso.example/mirror/mosquitto:2.0.22@sha256:85cad481a31f09853eab2a2e82f6e196e481375bcc64aa89f20a591b07d6c660
              ports:
              - {name: mqtts, containerPort: 8883}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
              - {name: data, mountPath: /mosquitto/data}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 8Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: broker
        namespace: telemetry
      spec:
        selector: {app: broker}
        ports:
        - {name: http, port: 8883, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: broker
        namespace: telemetry
      spec:
        podSelector: {matchLabels: {app: broker}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: plant}}
            podSelector: {matchLabels: {app: roaster-gateway}}
          - {podSelector: {matchLabels: {app: uplink}}}
          ports:
          - {protocol: TCP, port: 8883}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: uplink
        namespace: telemetry
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: uplink
        namespace: telemetry
        labels:
          app: uplink
          contoso.example/team: iot
      spec:
        replicas: 1
        selector: {matchLabels: {app: uplink}}
        template:
          metadata:
            labels:
              app: uplink
              contoso.example/team: iot
          spec:
            serviceAccountName: uplink
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20092
              runAsGroup: 20092
              fsGroup: 20092
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: uplink
              image: registry.contoso.example/iot/uplink:1.1.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: uplink
        namespace: telemetry
      spec:
        selector: {app: uplink}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: uplink
        namespace: telemetry
      spec:
        podSelector: {matchLabels: {app: uplink}}
        policyTypes: [Egress]
        egress:
        - to:
          - {podSelector: {matchLabels: {app: broker}}}
          ports:
          - {protocol: TCP, port: 8883}
        - to:
          - {ipBlock: {cidr: 198.51.100.0/24}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: edge-ml
        namespace: telemetry
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: edge-ml
        namespace: telemetry
        labels:
          app: edge-ml
          contoso.example/team: iot
      spec:
        replicas: 1
        selector: {matchLabels: {app: edge-ml}}
        template:
          metadata:
            labels:
              app: edge-ml
              contoso.example/team: iot
          spec:
            serviceAccountName: edge-ml
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20092
              runAsGroup: 20092
              fsGroup: 20092
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: edge-ml
              image: registry.contoso.example/iot/bean-vision:0.4.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 500m, memory: 1Gi, ephemeral-storage: 64Mi}
                limits: {memory: 2Gi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: edge-ml
        namespace: telemetry
      spec:
        selector: {app: edge-ml}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: edge-ml
        namespace: telemetry
      spec:
        podSelector: {matchLabels: {app: edge-ml}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: uplink}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - {podSelector: {matchLabels: {app: broker}}}
          ports:
          - {protocol: TCP, port: 8883}
      """# + "\n"),
    File(cluster: "prod-weu", name: "backup.yaml", text: #"""
      # The Platform team: backups of volumes and objects, as the vendor ships them.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: backup
        labels:
          pod-security.kubernetes.io/enforce: privileged
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: backup-server
        namespace: backup
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: backup-server
        namespace: backup
        labels:
          app: backup-server
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: backup-server}}
        template:
          metadata:
            labels:
              app: backup-server
              contoso.example/team: platform
          spec:
            serviceAccountName: backup-server
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20075
              runAsGroup: 20075
              fsGroup: 20075
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: backup-server
              image: registry.contoso.example/mirror/backup-server:1.17.0
              ports:
              - {name: metrics, containerPort: 8085}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: backup-node
        namespace: backup
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: backup-node
        namespace: backup
        labels:
          app: backup-node
          contoso.example/team: platform
      spec:
        selector: {matchLabels: {app: backup-node}}
        template:
          metadata:
            labels:
              app: backup-node
              contoso.example/team: platform
          spec:
            serviceAccountName: backup-node
            automountServiceAccountToken: false
            securityContext:
              runAsUser: 0
            containers:
            - name: backup-node
              image: registry.contoso.example/mirror/backup-server:1.17.0
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 250m, memory: 256Mi}, limits: {memory: 512Mi}}
              volumeMounts:
              - name: pods
                mountPath: /host_pods
                mountPropagation: HostToContainer
                readOnly: true
            volumes:
            - {name: pods, hostPath: {path: /var/lib/kubelet/pods}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: backup-server
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - {kind: ServiceAccount, name: backup-server, namespace: backup}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: backup
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      """# + "\n"),
    File(cluster: "prod-weu", name: "batch-address-check.yaml", text: #"""
      # Team Back Office: bought, and put in as it came.
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: address-check
        namespace: batch
        labels:
          app: address-check
          contoso.example/team: back-office
      spec:
        schedule: 0 3 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: address-check
                  contoso.example/team: back-office
              spec:
                restartPolicy: OnFailure
                containers:
                - name: address-check
                  image: registry.contoso.example/backoffice/address-check:0.8.2
      """# + "\n"),
    File(cluster: "prod-weu", name: "batch.yaml", text: #"""
      # Team Back Office: jobs at night, most of them older than the platform.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: batch
        labels:
          contoso.example/team: back-office
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: invoice-pdf
        namespace: batch
        labels:
          app: invoice-pdf
          contoso.example/team: back-office
      spec:
        schedule: 0 4 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: invoice-pdf
                  contoso.example/team: back-office
              spec:
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                restartPolicy: OnFailure
                containers:
                - name: invoice-pdf
                  image: registry.contoso.example/backoffice/invoice-pdf:3.1.0
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: price-import
        namespace: batch
        labels:
          app: price-import
          contoso.example/team: back-office
      spec:
        schedule: 0 */2 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: price-import
                  contoso.example/team: back-office
              spec:
                restartPolicy: OnFailure
                containers:
                - name: price-import
                  image: registry.contoso.example/backoffice/price-import:latest
                  env:
                  - {name: SUPPLIER_FTP, value: ftp.supplier.example}
                  resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cleanup
        namespace: batch
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: cleanup
        namespace: batch
        labels:
          app: cleanup
          contoso.example/team: back-office
      spec:
        schedule: 45 3 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: cleanup
                  contoso.example/team: back-office
              spec:
                serviceAccountName: cleanup
                automountServiceAccountToken: true
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                restartPolicy: OnFailure
                containers:
                - name: cleanup
                  image: registry.contoso.example/mirror/kubectl:1.34.2
                  command:
                  - /bin/sh
                  - -c
                  - kubectl delete jobs --field-selector status.successful=1
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: cleanup
        namespace: batch
      rules:
      - {apiGroups: [batch], resources: [jobs], verbs: [get, list, delete]}
      - {apiGroups: [''], resources: [pods], verbs: [get, list, delete]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: cleanup
        namespace: batch
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: cleanup
      subjects:
      - {kind: ServiceAccount, name: cleanup, namespace: batch}
      ---
      # Nobody has to reach the jobs, so only the way out is said.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: jobs-out
        namespace: batch
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}
          ports:
          - {protocol: TCP, port: 5432}
          - {protocol: TCP, port: 6379}
        - to:
          - {ipBlock: {cidr: 10.64.0.0/16}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: back-office
        namespace: batch
      rules:
      - {apiGroups: [batch], resources: [cronjobs, jobs], verbs: ['*']}
      - {apiGroups: [''], resources: [pods, pods/log], verbs: [get, list, watch]}
      - {apiGroups: [''], resources: [secrets], verbs: [get, list]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: back-office
        namespace: batch
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: back-office
      subjects:
      - kind: Group
        name: entra:back-office
        apiGroup: rbac.authorization.k8s.io
      - kind: User
        name: k.lindqvist@contoso.example
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "prod-weu", name: "cert-manager.yaml", text: #"""
      # The Platform team: certificates.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: cert-manager
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: cert-manager
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: cert-manager
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cert-manager
        namespace: cert-manager
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cert-manager
        namespace: cert-manager
        labels:
          app: cert-manager
          contoso.example/team: platform
      spec:
        replicas: 2
        selector: {matchLabels: {app: cert-manager}}
        template:
          metadata:
            labels:
              app: cert-manager
              contoso.example/team: platform
          spec:
            serviceAccountName: cert-manager
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20071
              runAsGroup: 20071
              fsGroup: 20071
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: cert-manager}}
            containers:
            - name: cert-manager
              image: registry.contoso.example/mirror/cert-manager-controller:v1.19.1@sha256:7ea8b163565113aaa37a7e667d538ea70791f55bb29a8aa499768d395e6724cc
              ports:
              - {name: metrics, containerPort: 9402}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: metrics}}
              readinessProbe: {httpGet: {path: /livez, port: metrics}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: cert-manager
        namespace: cert-manager
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: cert-manager}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cainjector
        namespace: cert-manager
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cainjector
        namespace: cert-manager
        labels:
          app: cainjector
          contoso.example/team: platform
      spec:
        replicas: 2
        selector: {matchLabels: {app: cainjector}}
        template:
          metadata:
            labels:
              app: cainjector
              contoso.example/team: platform
          spec:
            serviceAccountName: cainjector
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20071
              runAsGroup: 20071
              fsGroup: 20071
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: cainjector}}
            containers:
            - name: cainjector
              image: registry.contoso.example/mirror/cert-manager-cainjector:v1.19.1@sha256:78eac7d4b8034383e5b4323c994c6517c674951d166149690e8f9cd2a2a47b26
              ports:
              - {name: metrics, containerPort: 9402}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: metrics}}
              readinessProbe: {httpGet: {path: /livez, port: metrics}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: cainjector
        namespace: cert-manager
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: cainjector}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: webhook
        namespace: cert-manager
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: webhook
        namespace: cert-manager
        labels:
          app: webhook
          contoso.example/team: platform
      spec:
        replicas: 2
        selector: {matchLabels: {app: webhook}}
        template:
          metadata:
            labels:
              app: webhook
              contoso.example/team: platform
          spec:
            serviceAccountName: webhook
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20071
              runAsGroup: 20071
              fsGroup: 20071
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: webhook}}
            containers:
            - name: webhook
              image: registry.contoso.example/mirror/cert-manager-webhook:v1.19.1@sha256:5f1ea0b3e1d788596768d56d4effe80ad4515b845814dd127cb591584cc1fba6
              ports:
              - {name: https, containerPort: 10250}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: https}}
              readinessProbe: {httpGet: {path: /ready, port: https}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: webhook
        namespace: cert-manager
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: webhook}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: webhook
        namespace: cert-manager
      spec:
        selector: {app: webhook}
        ports:
        - {name: https, port: 443, targetPort: https}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: webhook
        namespace: cert-manager
      spec:
        podSelector: {matchLabels: {app: webhook}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 10250}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: to-api-server
        namespace: cert-manager
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: cert-manager-controller
      rules:
      - apiGroups: [cert-manager.io]
        resources: [certificates, certificaterequests, issuers, clusterissuers]
        verbs: [get, list, watch, update, patch]
      - apiGroups: ['']
        resources: [secrets]
        verbs: [get, list, watch, create, update, patch, delete]
      - {apiGroups: [''], resources: [events], verbs: [create, patch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: cert-manager-controller
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cert-manager-controller
      subjects:
      - {kind: ServiceAccount, name: cert-manager, namespace: cert-manager}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: cert-manager-cainjector
      rules:
      - apiGroups: [cert-manager.io]
        resources: [certificates]
        verbs: [get, list, watch]
      - apiGroups: [admissionregistration.k8s.io]
        resources: [validatingwebhookconfigurations, mutatingwebhookconfigurations]
        verbs: [get, list, watch, update, patch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: cert-manager-cainjector
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cert-manager-cainjector
      subjects:
      - {kind: ServiceAccount, name: cainjector, namespace: cert-manager}
      """# + "\n"),
    File(cluster: "prod-weu", name: "cluster-contractors.yaml", text: #"""
      # Rights for the move of the warehouse. Gone again since it is done.
      """# + "\n"),
    File(cluster: "prod-weu", name: "cluster.yaml", text: #"""
      # The Platform team: roles, priorities, nodes.
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata:
        name: business
      value: 1000
      description: What customers use.
      ---
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
      podPidsLimit: 2048
      ---
      # Two sealed accounts; every use pages the on-call.
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: break-glass
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - kind: Group
        name: entra:break-glass
        apiGroup: rbac.authorization.k8s.io
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: platform-viewer
      rules:
      - apiGroups: ['', apps, batch, networking.k8s.io, gateway.networking.k8s.io]
        resources:
        - pods
        - pods/log
        - services
        - deployments
        - statefulsets
        - daemonsets
        - cronjobs
        - jobs
        - ingresses
        - networkpolicies
        - httproutes
        - gateways
        verbs: [get, list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: platform-viewers
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: platform-viewer
      subjects:
      - kind: Group
        name: entra:engineering
        apiGroup: rbac.authorization.k8s.io
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: platform-engineer
      rules:
      - apiGroups: [apps]
        resources: [deployments, daemonsets, statefulsets]
        verbs: [get, list, watch, update, patch]
      - apiGroups: ['']
        resources: [nodes]
        verbs: [get, list, watch, update, patch]
      - {apiGroups: [''], resources: [pods/eviction], verbs: [create]}
      - apiGroups: ['']
        resources: [configmaps]
        verbs: [get, list, watch, create, update, patch]
      - {apiGroups: [''], resources: [pods/portforward], verbs: [create]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: platform-engineers
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: platform-engineer
      subjects:
      - {kind: Group, name: 'entra:platform', apiGroup: rbac.authorization.k8s.io}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: on-call
      rules:
      - {apiGroups: [''], resources: [pods/exec, pods/attach], verbs: [create]}
      - {apiGroups: [''], resources: [pods/ephemeralcontainers], verbs: [patch]}
      - {apiGroups: [''], resources: [events], verbs: [get, list, watch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: on-call
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: on-call
      subjects:
      - {kind: Group, name: 'entra:on-call', apiGroup: rbac.authorization.k8s.io}
      """# + "\n"),
    File(cluster: "prod-weu", name: "data.yaml", text: #"""
      # Team Data Platform: what keeps the shop's state.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: data
        labels:
          pod-security.kubernetes.io/enforce: baseline
          contoso.example/team: data-platform
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: data
      spec:
        hard:
          requests.cpu: '48'
          requests.memory: 192Gi
          limits.memory: 192Gi
          pods: '60'
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: orders-db
        namespace: data
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: orders-db
        namespace: data
        labels:
          app: orders-db
          contoso.example/team: data-platform
      spec:
        replicas: 3
        selector: {matchLabels: {app: orders-db}}
        serviceName: orders-db
        template:
          metadata:
            labels:
              app: orders-db
              contoso.example/team: data-platform
          spec:
            serviceAccountName: orders-db
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20050
              runAsGroup: 20050
              fsGroup: 20050
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: orders-db}}
            containers:
            - name: orders-db
              image: registry.contoso.example/mirror/postgres:17.4
              ports:
              - {name: postgres, containerPort: 5432}
              env:
              - name: POSTGRES_PASSWORD
                valueFrom: {secretKeyRef: {name: orders-db, key: password}}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: '2', memory: 4Gi, ephemeral-storage: 64Mi}
                limits: {memory: 8Gi, ephemeral-storage: 256Mi}
              volumeMounts:
              - {name: data, mountPath: /var/lib/postgresql/data}
              - {name: run, mountPath: /var/run/postgresql}
            - name: metrics
              image: registry.contoso.example/mirror/postgres-exporter:0.17.1
              ports:
              - {name: metrics, containerPort: 9187}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 50m, memory: 64Mi, ephemeral-storage: 64Mi}
                limits: {memory: 128Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /, port: metrics}}
              readinessProbe: {httpGet: {path: /, port: metrics}}
            volumes:
            - {name: run, emptyDir: {sizeLimit: 16Mi}}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 512Gi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: orders-db
        namespace: data
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: orders-db}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: orders-db
        namespace: data
      spec:
        selector: {app: orders-db}
        ports:
        - {name: postgres, port: 5432, targetPort: postgres}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: redis
        namespace: data
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: redis
        namespace: data
        labels:
          app: redis
          contoso.example/team: data-platform
      spec:
        replicas: 3
        selector: {matchLabels: {app: redis}}
        serviceName: redis
        template:
          metadata:
            labels:
              app: redis
              contoso.example/team: data-platform
          spec:
            serviceAccountName: redis
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20051
              runAsGroup: 20051
              fsGroup: 20051
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: redis}}
            containers:
            - name: redis
              image: registry.contoso.example/mirror/redis:8.0.3
              args: [--appendonly, 'yes']
              ports:
              - {name: redis, containerPort: 6379}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 500m, memory: 1Gi, ephemeral-storage: 64Mi}
                limits: {memory: 2Gi, ephemeral-storage: 256Mi}
              volumeMounts:
              - {name: data, mountPath: /data}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 16Gi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: redis
        namespace: data
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: redis}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: redis
        namespace: data
      spec:
        selector: {app: redis}
        ports:
        - {name: redis, port: 6379, targetPort: redis}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: orders-db-backup
        namespace: data
      automountServiceAccountToken: false
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: orders-db-backup
        namespace: data
        labels:
          app: orders-db-backup
          contoso.example/team: data-platform
      spec:
        schedule: 0 */6 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: orders-db-backup
                  contoso.example/team: data-platform
              spec:
                serviceAccountName: orders-db-backup
                automountServiceAccountToken: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20050
                  runAsGroup: 20050
                  fsGroup: 20050
                  seccompProfile: {type: RuntimeDefault}
                restartPolicy: OnFailure
                containers:
                - name: orders-db-backup
                  image: registry.contoso.example/data/pg-backup:1.9.0
                  args: ['--target=azblob://backups/orders']
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 256Mi, ephemeral-storage: 256Mi}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: data
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: orders-db
        namespace: data
      spec:
        podSelector: {matchLabels: {app: orders-db}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}
            podSelector: {matchLabels: {app: ledger}}
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: batch}}}
          - {podSelector: {matchLabels: {app: orders-db}}}
          - {podSelector: {matchLabels: {app: orders-db-backup}}}
          ports:
          - {protocol: TCP, port: 5432}
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: observability}}
            podSelector: {matchLabels: {app: prometheus}}
          ports:
          - {protocol: TCP, port: 9187}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: redis
        namespace: data
      spec:
        podSelector: {matchLabels: {app: redis}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
            podSelector: {matchLabels: {app: cart}}
          - {podSelector: {matchLabels: {app: redis}}}
          ports:
          - {protocol: TCP, port: 6379}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: operator
        namespace: data
      rules:
      - apiGroups: [apps]
        resources: [statefulsets]
        verbs: [get, list, watch, update, patch]
      - {apiGroups: [''], resources: [pods], verbs: [get, list, watch, delete]}
      - {apiGroups: [''], resources: [secrets], verbs: [get, list, watch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: operators
        namespace: data
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: operator
      subjects:
      - kind: Group
        name: entra:data-platform
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "prod-weu", name: "gatekeeper.yaml", text: #"""
      # Policy: Gatekeeper and its constraints, Kyverno for signatures.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: gatekeeper-system
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: gatekeeper-system
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: gatekeeper-system
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
        labels:
          app: gatekeeper-controller-manager
          contoso.example/team: platform
      spec:
        replicas: 3
        selector: {matchLabels: {app: gatekeeper-controller-manager}}
        template:
          metadata:
            labels:
              app: gatekeeper-controller-manager
              contoso.example/team: platform
          spec:
            serviceAccountName: gatekeeper-controller-manager
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20070
              runAsGroup: 20070
              fsGroup: 20070
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: gatekeeper-controller-manager}}
            containers:
            - name: manager
              image: registry.contoso.example/mirror/gatekeeper:v3.20.1@sha256:556149b717b5b5c19bcc447ed42b465aaa4b5317221739872082ff3fb83928b5
              ports:
              - {name: webhook, containerPort: 8443}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: webhook}}
              readinessProbe: {httpGet: {path: /readyz, port: webhook}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      spec:
        selector: {app: gatekeeper-controller-manager}
        ports:
        - {name: http, port: 8443, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: gatekeeper-controller-manager}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      spec:
        podSelector: {matchLabels: {app: gatekeeper-controller-manager}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 8443}
        egress:
        - to:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: gatekeeper-manager
      rules:
      - apiGroups: ['', apps, batch, networking.k8s.io]
        resources:
        - pods
        - namespaces
        - deployments
        - statefulsets
        - daemonsets
        - jobs
        - cronjobs
        - ingresses
        - services
        verbs: [get, list, watch]
      - apiGroups: [constraints.gatekeeper.sh, templates.gatekeeper.sh, status.gatekeeper.sh]
        resources: ['*']
        verbs: ['*']
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: gatekeeper-manager
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: gatekeeper-manager
      subjects:
      - kind: ServiceAccount
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      ---
      apiVersion: constraints.gatekeeper.sh/v1beta1
      kind: K8sAllowedRepos
      metadata:
        name: registries
      spec:
        enforcementAction: deny
        match:
          kinds:
          - {apiGroups: [''], kinds: [Pod]}
          excludedNamespaces: [kube-system, marketing, legacy, batch]
        parameters: {repos: [registry.contoso.example/]}
      ---
      apiVersion: constraints.gatekeeper.sh/v1beta1
      kind: K8sPSPPrivilegedContainer
      metadata:
        name: privileged
      spec:
        enforcementAction: deny
        match:
          kinds:
          - {apiGroups: [''], kinds: [Pod]}
          excludedNamespaces: [kube-system, search, backup, observability]
      ---
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata:
        name: signed-images
      spec:
        validationFailureAction: Enforce
        webhookTimeoutSeconds: 15
        rules:
        - name: signed
          match:
            any:
            - {resources: {kinds: [Pod]}}
          verifyImages:
          - imageReferences: [registry.contoso.example/*]
            attestors:
            - entries:
              - {keys: {kms: 'azurekms://keys.contoso.example/image-signing'}}
      """# + "\n"),
    File(cluster: "prod-weu", name: "gateway.yaml", text: #"""
      # The Platform team: the Gateway, behind Application Gateway.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: gateway
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: gateway
      spec:
        hard: {requests.cpu: '8', requests.memory: 16Gi, limits.memory: 16Gi, pods: '20'}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: gateway
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: gateway
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: envoy
        namespace: gateway
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: envoy
        namespace: gateway
        labels:
          app: envoy
          contoso.example/team: platform
      spec:
        replicas: 3
        selector: {matchLabels: {app: envoy}}
        template:
          metadata:
            labels:
              app: envoy
              contoso.example/team: platform
          spec:
            serviceAccountName: envoy
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20073
              runAsGroup: 20073
              fsGroup: 20073
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: envoy}}
            containers:
            - name: envoy
              image: registry.contoso.example/mirror/envoy:v1.36.2@sha256:727477f2fba2eaabff65dd2b91be71650815d8acf463dc8227919c7719aae3f0
              ports:
              - {name: https, containerPort: 8443}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: https}}
              readinessProbe: {httpGet: {path: /ready, port: https}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: envoy
        namespace: gateway
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: envoy}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: envoy
        namespace: gateway
        annotations:
          service.beta.kubernetes.io/azure-load-balancer-internal: 'true'
      spec:
        type: LoadBalancer
        selector: {app: envoy}
        ports:
        - {name: https, port: 443, targetPort: https}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: envoy
        namespace: gateway
      spec:
        podSelector: {matchLabels: {app: envoy}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.64.4.0/24}}
          ports:
          - {protocol: TCP, port: 8443}
        egress:
        - to:
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}}
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: identity}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata:
        name: internal
        namespace: gateway
      spec:
        gatewayClassName: envoy
        listeners:
        - name: https
          protocol: HTTPS
          port: 443
          hostname: '*.contoso.example'
          tls:
            mode: Terminate
            certificateRefs:
            - {name: wildcard-tls}
          allowedRoutes:
            namespaces:
              from: Selector
              selector:
                matchExpressions:
                - {key: contoso.example/team, operator: In, values: [payments, identity]}
      """# + "\n"),
    File(cluster: "prod-weu", name: "identity.yaml", text: #"""
      # Team Identity: sign-in for customers and staff. Hardened, as it has to be.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: identity
        labels:
          pod-security.kubernetes.io/enforce: restricted
          pod-security.kubernetes.io/warn: restricted
          contoso.example/team: identity
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: identity
      spec:
        hard: {requests.cpu: '12', requests.memory: 24Gi, limits.memory: 24Gi, pods: '40'}
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: identity
      spec:
        limits:
        - type: Container
          default: {memory: 256Mi}
          defaultRequest: {cpu: 100m, memory: 256Mi}
          max: {memory: 4Gi}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: identity
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: identity
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: login
        namespace: identity
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: login
        namespace: identity
        labels:
          app: login
          contoso.example/team: identity
      spec:
        replicas: 3
        selector: {matchLabels: {app: login}}
        template:
          metadata:
            labels:
              app: login
              contoso.example/team: identity
          spec:
            serviceAccountName: login
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20020
              runAsGroup: 20020
              fsGroup: 20020
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: login}}
            containers:
            - name: login
              image: registry.contoso.example/identity/login:9.2.0@sha256:8c51e22506571df76cd1ced6ff6af8ccdb4d4a5bec19a74ea52951b5f7e0ea96
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: ISSUER, value: 'https://login.contoso.example'}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: login
        namespace: identity
      spec:
        selector: {app: login}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: login
        namespace: identity
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: login}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: login
        namespace: identity
      spec:
        podSelector: {matchLabels: {app: login}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateway}}
            podSelector: {matchLabels: {app: envoy}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - {podSelector: {matchLabels: {app: token-service}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: token-service
        namespace: identity
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: token-service
        namespace: identity
        labels:
          app: token-service
          contoso.example/team: identity
      spec:
        replicas: 3
        selector: {matchLabels: {app: token-service}}
        template:
          metadata:
            labels:
              app: token-service
              contoso.example/team: identity
          spec:
            serviceAccountName: token-service
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20020
              runAsGroup: 20020
              fsGroup: 20020
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: token-service}}
            containers:
            - name: token-service
              image: registry.contoso.example/identity/token-service:9.2.0@sha256:ab1fa50d793660264959b2794c518e0bd2eb030a2bc447156132b78bb129a716
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
              - {name: keys, mountPath: /var/run/keys, readOnly: true}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
            - {name: keys, secret: {secretName: signing-keys, defaultMode: 288}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: token-service
        namespace: identity
      spec:
        selector: {app: token-service}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: token-service
        namespace: identity
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: token-service}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: token-service
        namespace: identity
      spec:
        podSelector: {matchLabels: {app: token-service}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: login}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: directory-sync
        namespace: identity
      automountServiceAccountToken: false
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: directory-sync
        namespace: identity
        labels:
          app: directory-sync
          contoso.example/team: identity
      spec:
        schedule: '*/20 * * * *'
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: directory-sync
                  contoso.example/team: identity
              spec:
                serviceAccountName: directory-sync
                automountServiceAccountToken: false
                hostUsers: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20020
                  runAsGroup: 20020
                  fsGroup: 20020
                  seccompProfile: {type: RuntimeDefault}
                restartPolicy: OnFailure
                containers:
                - name: directory-sync
                  image: registry.contoso.example/identity/directory-sync:3.4.1@sha256:212f09f7a50f6968a29cc306a6e910871d2611a1af641b97b391b08605f95a8d
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 256Mi, ephemeral-storage: 256Mi}
                  volumeMounts:
                  - {name: tmp, mountPath: /tmp}
                volumes:
                - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: directory-sync
        namespace: identity
      spec:
        podSelector: {matchLabels: {app: directory-sync}}
        policyTypes: [Egress]
        egress:
        - to:
          - {ipBlock: {cidr: 10.64.8.0/24}}
          ports:
          - {protocol: TCP, port: 636}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        name: login
        namespace: identity
      spec:
        parentRefs:
        - {name: internal, namespace: gateway}
        hostnames: [login.contoso.example]
        rules:
        - backendRefs:
          - {name: login, port: 8080}
      """# + "\n"),
    File(cluster: "prod-weu", name: "ingress-nginx.yaml", text: #"""
      # The Platform team: the old way in, to be replaced by the Gateway.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ingress-nginx
        labels:
          pod-security.kubernetes.io/enforce: baseline
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
        labels:
          app: ingress-nginx
          contoso.example/team: platform
      spec:
        replicas: 3
        selector: {matchLabels: {app: ingress-nginx}}
        template:
          metadata:
            labels:
              app: ingress-nginx
              contoso.example/team: platform
          spec:
            serviceAccountName: ingress-nginx
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20072
              runAsGroup: 20072
              fsGroup: 20072
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: ingress-nginx}}
            containers:
            - name: controller
              image: registry.contoso.example/mirror/ingress-nginx/controller:v1.13.3
              args:
              - /nginx-ingress-controller
              - --ingress-class=nginx
              - --configmap=$(POD_NAMESPACE)/ingress-nginx
              ports:
              - {name: http, containerPort: 8080}
              env:
              - name: POD_NAMESPACE
                valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: ingress-nginx}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      data:
        allow-snippet-annotations: 'false'
        ssl-protocols: TLSv1.2 TLSv1.3
        enable-modsecurity: 'true'
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
        annotations:
          service.beta.kubernetes.io/azure-load-balancer-internal: 'true'
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        selector: {app: ingress-nginx}
        ports:
        - {name: http, port: 80, targetPort: http}
        - {name: https, port: 443, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: ingress-nginx
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: ingress-nginx
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      spec:
        podSelector: {matchLabels: {app: ingress-nginx}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.64.0.0/16}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {}
          ports:
          - {protocol: TCP, port: 8080}
          - {protocol: TCP, port: 80}
        - to:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: ingress-nginx
      rules:
      - apiGroups: ['']
        resources: [services, endpoints, nodes, namespaces]
        verbs: [get, list, watch]
      - {apiGroups: [''], resources: [configmaps], verbs: [get, list, watch]}
      - apiGroups: [networking.k8s.io]
        resources: [ingresses, ingressclasses]
        verbs: [get, list, watch]
      - apiGroups: [networking.k8s.io]
        resources: [ingresses/status]
        verbs: [update]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: ingress-nginx
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: ingress-nginx
      subjects:
      - {kind: ServiceAccount, name: ingress-nginx, namespace: ingress-nginx}
      """# + "\n"),
    File(cluster: "prod-weu", name: "kube-system.yaml", text: #"""
      # What AKS puts there: judged like all else, and set apart.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
          kubernetes.azure.com/managedby: aks
          kubernetes.io/cluster-service: 'true'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: coredns
        namespace: kube-system
        labels:
          app: coredns
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: kube-dns
      spec:
        replicas: 3
        selector: {matchLabels: {app: coredns}}
        template:
          metadata:
            labels:
              app: coredns
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: kube-dns
          spec:
            priorityClassName: system-cluster-critical
            serviceAccountName: coredns
            containers:
            - name: coredns
              image: registry.contoso.example/oss/v2/kubernetes/coredns:v1.12.1-6
              ports:
              - {name: metrics, containerPort: 9153}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
                readOnlyRootFilesystem: true
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              livenessProbe: {httpGet: {path: /health, port: metrics}}
              readinessProbe: {httpGet: {path: /ready, port: metrics}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: coredns
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-dns
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: kube-dns
      spec:
        clusterIP: 10.0.0.10
        selector: {k8s-app: kube-dns}
        ports:
        - {name: dns, port: 53, protocol: UDP}
        - {name: dns-tcp, port: 53, protocol: TCP}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          app: metrics-server
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: metrics-server
      spec:
        replicas: 2
        selector: {matchLabels: {app: metrics-server}}
        template:
          metadata:
            labels:
              app: metrics-server
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: metrics-server
          spec:
            priorityClassName: system-cluster-critical
            serviceAccountName: metrics-server
            containers:
            - name: metrics-server
              image: registry.contoso.example/oss/v2/kubernetes/metrics-server:v0.7.2-8
              ports:
              - {name: https, containerPort: 4443}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      spec:
        selector: {app: metrics-server}
        ports:
        - {name: https, port: 443, targetPort: https}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: kube-proxy
        namespace: kube-system
        labels:
          app: kube-proxy
          kubernetes.azure.com/managedby: aks
          k8s-app: kube-proxy
      spec:
        selector: {matchLabels: {app: kube-proxy}}
        template:
          metadata:
            labels:
              app: kube-proxy
              kubernetes.azure.com/managedby: aks
              k8s-app: kube-proxy
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: kube-proxy
            hostNetwork: true
            containers:
            - name: kube-proxy
              image: registry.contoso.example/oss/v2/kubernetes/kube-proxy:v1.34.2
              securityContext:
                privileged: true
              resources: {requests: {cpu: 100m}}
              volumeMounts:
              - {name: modules, mountPath: /lib/modules, readOnly: true}
            volumes:
            - {name: modules, hostPath: {path: /lib/modules}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: kube-proxy
        namespace: kube-system
        labels:
          kubernetes.azure.com/managedby: aks
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: csi-azuredisk-node
        namespace: kube-system
        labels:
          app: csi-azuredisk-node
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: csi-azuredisk-node
      spec:
        selector: {matchLabels: {app: csi-azuredisk-node}}
        template:
          metadata:
            labels:
              app: csi-azuredisk-node
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: csi-azuredisk-node
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: csi-azuredisk-node
            hostNetwork: true
            containers:
            - name: csi-azuredisk-node
              image: registry.contoso.example/oss/v2/kubernetes-csi/azuredisk-csi:v1.33.4
              securityContext:
                privileged: true
              resources: {requests: {cpu: 10m, memory: 20Mi}, limits: {memory: 1Gi}}
              volumeMounts:
              - name: kubelet
                mountPath: /var/lib/kubelet
                mountPropagation: Bidirectional
              - {name: dev, mountPath: /dev}
            volumes:
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: DirectoryOrCreate}}
            - {name: dev, hostPath: {path: /dev}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: csi-azuredisk-node
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: ama-logs
        namespace: kube-system
        labels:
          app: ama-logs
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: ama-logs
      spec:
        selector: {matchLabels: {app: ama-logs}}
        template:
          metadata:
            labels:
              app: ama-logs
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: ama-logs
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: ama-logs
            containers:
            - name: ama-logs
              image: registry.contoso.example/azuremonitor/containerinsights/ciprod:3.1.30
              securityContext:
                privileged: true
              resources: {requests: {cpu: 75m, memory: 225Mi}, limits: {cpu: 150m, memory: 750Mi}}
              volumeMounts:
              - {name: containers, mountPath: /var/lib/docker/containers, readOnly: true}
              - {name: log, mountPath: /var/log}
            volumes:
            - {name: containers, hostPath: {path: /var/lib/docker/containers}}
            - {name: log, hostPath: {path: /var/log}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ama-logs
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: microsoft-defender-collector-ds
        namespace: kube-system
        labels:
          app: microsoft-defender-collector-ds
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: microsoft-defender-collector-ds
      spec:
        selector: {matchLabels: {app: microsoft-defender-collector-ds}}
        template:
          metadata:
            labels:
              app: microsoft-defender-collector-ds
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: microsoft-defender-collector-ds
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: microsoft-defender-collector-ds
            hostPID: true
            containers:
            - name: microsoft-defender-collector-ds
              image: registry.contoso.example/azuredefender/stable/security-publisher:1.0.245
              securityContext:
                capabilities: {add: [SYS_ADMIN, SYS_PTRACE]}
              resources: {requests: {cpu: 60m, memory: 64Mi}, limits: {memory: 128Mi}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: microsoft-defender-collector-ds
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      """# + "\n"),
    File(cluster: "prod-weu", name: "legacy.yaml", text: #"""
      # What was moved from virtual machines and has no team any more.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: legacy
        labels:
          contoso.example/team: operations
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: intranet
        namespace: legacy
        labels:
          app: intranet
          contoso.example/team: operations
      spec:
        replicas: 1
        selector: {matchLabels: {app: intranet}}
        template:
          metadata:
            labels:
              app: intranet
              contoso.example/team: operations
          spec:
            containers:
            - name: intranet
              image: registry.contoso.example/legacy/intranet:2019.4
              ports:
              - {name: http, containerPort: 8080}
              resources: {requests: {memory: 512Mi}, limits: {memory: 1Gi}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: intranet
        namespace: legacy
      spec:
        selector: {app: intranet}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: intranet-node
        namespace: legacy
      spec:
        type: NodePort
        selector: {app: intranet}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: fax-gateway
        namespace: legacy
        labels:
          app: fax-gateway
          contoso.example/team: operations
      spec:
        replicas: 1
        selector: {matchLabels: {app: fax-gateway}}
        template:
          metadata:
            labels:
              app: fax-gateway
              contoso.example/team: operations
          spec:
            hostAliases:
            - {ip: 10.64.3.9, hostnames: [mainframe]}
            containers:
            - name: fax-gateway
              image: registry.contoso.example/legacy/fax-gateway:7
              ports:
              - {name: ssh, containerPort: 22}
              resources: {requests: {memory: 512Mi}, limits: {memory: 1Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: mainframe
        namespace: legacy
      spec:
        type: ExternalName
        externalName: mainframe.corp.contoso.example
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: legacy
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: intranet
        namespace: legacy
      spec:
        podSelector: {matchLabels: {app: intranet}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.0.0.0/8}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: intranet
        namespace: legacy
      spec:
        ingressClassName: nginx
        rules:
        - host: intranet.corp.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: intranet, port: {name: http}}}
      """# + "\n"),
    File(cluster: "prod-weu", name: "marketing-flash-sale.yaml", text: #"""
      # Team Marketing: the page of the flash sale, put up in a hurry.
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: flash-sale
        namespace: marketing
        labels:
          app: flash-sale
          contoso.example/team: marketing
      spec:
        replicas: 2
        selector: {matchLabels: {app: flash-sale}}
        template:
          metadata:
            labels:
              app: flash-sale
              contoso.example/team: marketing
          spec:
            containers:
            - name: flash-sale
              image: nginx:latest
              ports:
              - {name: http, containerPort: 80}
              volumeMounts:
              - {name: site, mountPath: /usr/share/nginx/html}
            volumes:
            - {name: site, configMap: {name: flash-sale}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: flash-sale
        namespace: marketing
      data:
        index.html: |
          <!doctype html>
          <title>Flash sale</title>
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: flash-sale
        namespace: marketing
      spec:
        type: LoadBalancer
        selector: {app: flash-sale}
        ports:
        - {name: http, port: 80, targetPort: 80}
      """# + "\n"),
    File(cluster: "prod-weu", name: "marketing.yaml", text: #"""
      # Team Marketing, and the agency that works for it: images from elsewhere, no policies.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: marketing
        labels:
          contoso.example/team: marketing
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: blog
        namespace: marketing
        labels:
          app: blog
          contoso.example/team: marketing
      spec:
        replicas: 2
        selector: {matchLabels: {app: blog}}
        template:
          metadata:
            labels:
              app: blog
              contoso.example/team: marketing
          spec:
            containers:
            - name: blog
              image: wordpress:6.8.3-php8.4-apache
              ports:
              - {name: http, containerPort: 80}
              env:
              - {name: WORDPRESS_DB_HOST, value: blog-db}
              resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
              livenessProbe: {httpGet: {path: /wp-login.php, port: http}}
              readinessProbe: {httpGet: {path: /wp-login.php, port: http}}
              volumeMounts:
              - {name: content, mountPath: /var/www/html/wp-content}
            volumes:
            - {name: content, persistentVolumeClaim: {claimName: blog}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: blog
        namespace: marketing
      spec:
        selector: {app: blog}
        ports:
        - {name: http, port: 80, targetPort: http}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: blog
        namespace: marketing
      spec:
        accessModes: [ReadWriteMany]
        storageClassName: azurefile-csi
        resources: {requests: {storage: 20Gi}}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: blog-db
        namespace: marketing
        labels:
          app: blog-db
          contoso.example/team: marketing
      spec:
        replicas: 1
        selector: {matchLabels: {app: blog-db}}
        serviceName: blog-db
        template:
          metadata:
            labels:
              app: blog-db
              contoso.example/team: marketing
          spec:
            containers:
            - name: blog-db
              image: mariadb:11.8
              ports:
              - {name: mysql, containerPort: 3306}
              env:
              - name: MARIADB_ROOT_PASSWORD
                valueFrom: {secretKeyRef: {name: blog-db, key: root}}
              resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
              volumeMounts:
              - {name: data, mountPath: /var/lib/mysql}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 20Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: blog-db
        namespace: marketing
      spec:
        selector: {app: blog-db}
        ports:
        - {name: http, port: 3306, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: blog
        namespace: marketing
      spec:
        ingressClassName: nginx
        tls:
        - {hosts: [blog.contoso.example], secretName: blog-tls}
        rules:
        - host: blog.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: blog, port: {name: http}}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: agency
        namespace: marketing
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: edit
      subjects:
      - {kind: Group, name: 'entra:agency', apiGroup: rbac.authorization.k8s.io}
      """# + "\n"),
    File(cluster: "prod-weu", name: "observability.yaml", text: #"""
      # The Platform team: metrics, logs and traces. Agents need the node; the rest does not.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: observability
        labels:
          pod-security.kubernetes.io/enforce: privileged
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: observability
      spec:
        hard: {requests.cpu: '40', requests.memory: 96Gi, limits.memory: 96Gi, pods: '80'}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: node-exporter
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: node-exporter
        namespace: observability
        labels:
          app: node-exporter
          contoso.example/team: platform
      spec:
        selector: {matchLabels: {app: node-exporter}}
        template:
          metadata:
            labels:
              app: node-exporter
              contoso.example/team: platform
          spec:
            serviceAccountName: node-exporter
            automountServiceAccountToken: false
            priorityClassName: system-node-critical
            hostNetwork: true
            hostPID: true
            securityContext:
              runAsNonRoot: true
              runAsUser: 20080
              runAsGroup: 20080
              fsGroup: 20080
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: node-exporter
              image: registry.contoso.example/mirror/node-exporter:v1.10.2
              ports:
              - {name: metrics, containerPort: 9100, hostPort: 9100}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 50m, memory: 64Mi, ephemeral-storage: 64Mi}
                limits: {memory: 128Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /, port: metrics}}
              readinessProbe: {httpGet: {path: /, port: metrics}}
              volumeMounts:
              - name: root
                mountPath: /host
                readOnly: true
                mountPropagation: HostToContainer
            volumes:
            - {name: root, hostPath: {path: /}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: log-shipper
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: log-shipper
        namespace: observability
        labels:
          app: log-shipper
          contoso.example/team: platform
      spec:
        selector: {matchLabels: {app: log-shipper}}
        template:
          metadata:
            labels:
              app: log-shipper
              contoso.example/team: platform
          spec:
            serviceAccountName: log-shipper
            automountServiceAccountToken: false
            priorityClassName: system-node-critical
            securityContext:
              runAsUser: 0
              runAsGroup: 20080
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: log-shipper
              image: registry.contoso.example/mirror/fluent-bit:4.1.0
              ports:
              - {name: http, containerPort: 2020}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /, port: http}}
              readinessProbe: {httpGet: {path: /api/v1/health, port: http}}
              volumeMounts:
              - {name: log, mountPath: /var/log, readOnly: true}
            volumes:
            - {name: log, hostPath: {path: /var/log}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: prometheus
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: prometheus
        namespace: observability
        labels:
          app: prometheus
          contoso.example/team: platform
      spec:
        replicas: 2
        selector: {matchLabels: {app: prometheus}}
        serviceName: prometheus
        template:
          metadata:
            labels:
              app: prometheus
              contoso.example/team: platform
          spec:
            serviceAccountName: prometheus
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20081
              runAsGroup: 20081
              fsGroup: 20081
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: prometheus}}
            containers:
            - name: prometheus
              image: registry.contoso.example/mirror/prometheus:v3.7.3
              ports:
              - {name: http, containerPort: 9090}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: '2', memory: 4Gi, ephemeral-storage: 64Mi}
                limits: {memory: 8Gi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /-/healthy, port: http}}
              readinessProbe: {httpGet: {path: /-/ready, port: http}}
              volumeMounts:
              - {name: data, mountPath: /prometheus}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 200Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: prometheus
        namespace: observability
      spec:
        selector: {app: prometheus}
        ports:
        - {name: http, port: 9090, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: prometheus
        namespace: observability
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: prometheus}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: grafana
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: grafana
        namespace: observability
        labels:
          app: grafana
          contoso.example/team: platform
      spec:
        replicas: 2
        selector: {matchLabels: {app: grafana}}
        template:
          metadata:
            labels:
              app: grafana
              contoso.example/team: platform
          spec:
            serviceAccountName: grafana
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20082
              runAsGroup: 20082
              fsGroup: 20082
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: grafana}}
            containers:
            - name: grafana
              image: registry.contoso.example/mirror/grafana:12.2.1
              ports:
              - {name: http, containerPort: 3000}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /api/health, port: http}}
              readinessProbe: {httpGet: {path: /api/health, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: grafana
        namespace: observability
      spec:
        selector: {app: grafana}
        ports:
        - {name: http, port: 3000, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: grafana
        namespace: observability
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: grafana}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: kube-state-metrics
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: kube-state-metrics
        namespace: observability
        labels:
          app: kube-state-metrics
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: kube-state-metrics}}
        template:
          metadata:
            labels:
              app: kube-state-metrics
              contoso.example/team: platform
          spec:
            serviceAccountName: kube-state-metrics
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20083
              runAsGroup: 20083
              fsGroup: 20083
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: kube-state-metrics
              image: registry.contoso.example/mirror/kube-state-metrics:v2.17.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: http}}
              readinessProbe: {httpGet: {path: /readyz, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-state-metrics
        namespace: observability
      spec:
        selector: {app: kube-state-metrics}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: observability
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: prometheus
        namespace: observability
      spec:
        podSelector: {matchLabels: {app: prometheus}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: grafana}}}
          ports:
          - {protocol: TCP, port: 9090}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: grafana
        namespace: observability
      spec:
        podSelector: {matchLabels: {app: grafana}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}
          ports:
          - {protocol: TCP, port: 3000}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: kube-state-metrics
        namespace: observability
      spec:
        podSelector: {matchLabels: {app: kube-state-metrics}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: prometheus}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: prometheus
      rules:
      - apiGroups: ['']
        resources: [nodes, nodes/metrics, services, endpoints, pods]
        verbs: [get, list, watch]
      - {nonResourceURLs: [/metrics], verbs: [get]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: prometheus
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: prometheus
      subjects:
      - {kind: ServiceAccount, name: prometheus, namespace: observability}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: kube-state-metrics
      rules:
      - apiGroups: ['', apps, batch]
        resources:
        - nodes
        - pods
        - services
        - namespaces
        - deployments
        - statefulsets
        - daemonsets
        - jobs
        - cronjobs
        verbs: [list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: kube-state-metrics
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: kube-state-metrics
      subjects:
      - {kind: ServiceAccount, name: kube-state-metrics, namespace: observability}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: grafana
        namespace: observability
      spec:
        ingressClassName: nginx
        tls:
        - {hosts: [grafana.contoso.example], secretName: grafana-tls}
        rules:
        - host: grafana.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: grafana, port: {name: http}}}
      """# + "\n"),
    File(cluster: "prod-weu", name: "payments.yaml", text: #"""
      # Team Payments: everything that the check list asks for, in every environment.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: payments
        labels:
          pod-security.kubernetes.io/enforce: restricted
          pod-security.kubernetes.io/warn: restricted
          contoso.example/team: payments
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: payments
      spec:
        hard: {requests.cpu: '24', requests.memory: 48Gi, limits.memory: 48Gi, pods: '80'}
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: payments
      spec:
        limits:
        - type: Container
          default: {memory: 256Mi}
          defaultRequest: {cpu: 100m, memory: 256Mi}
          max: {memory: 4Gi}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: payments
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: payments
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: checkout-api
        namespace: payments
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: checkout-api
        namespace: payments
        labels:
          app: checkout-api
          contoso.example/team: payments
      spec:
        replicas: 3
        selector: {matchLabels: {app: checkout-api}}
        template:
          metadata:
            labels:
              app: checkout-api
              contoso.example/team: payments
          spec:
            serviceAccountName: checkout-api
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20010
              runAsGroup: 20010
              fsGroup: 20010
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: checkout-api}}
            containers:
            - name: checkout-api
              image: registry.contoso.example/payments/checkout-api:4.18.2@sha256:6b6b6d310819451b2bdfee16238fe241e9db6a3c0821d5ff8611782558c2d355
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: LEDGER_URL, value: 'http://ledger:8080'}
              - {name: LOG_LEVEL, value: info}
              - name: DB_PASSWORD
                valueFrom: {secretKeyRef: {name: checkout-db, key: password}}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /readyz, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        selector: {app: checkout-api}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: checkout-api}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        podSelector: {matchLabels: {app: checkout-api}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateway}}
            podSelector: {matchLabels: {app: envoy}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - {podSelector: {matchLabels: {app: ledger}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout-api}
        minReplicas: 3
        maxReplicas: 12
        metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ledger
        namespace: payments
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: ledger
        namespace: payments
        labels:
          app: ledger
          contoso.example/team: payments
      spec:
        replicas: 3
        selector: {matchLabels: {app: ledger}}
        serviceName: ledger
        template:
          metadata:
            labels:
              app: ledger
              contoso.example/team: payments
          spec:
            serviceAccountName: ledger
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20010
              runAsGroup: 20010
              fsGroup: 20010
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: ledger}}
            containers:
            - name: ledger
              image: registry.contoso.example/payments/ledger:4.18.2@sha256:27bbf35a28bd6ef31044625be9915d9cc5f69f5d5f59ddde63fcf812897859b5
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 500m, memory: 1Gi, ephemeral-storage: 64Mi}
                limits: {memory: 2Gi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
              - {name: data, mountPath: /var/lib/ledger}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 64Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: ledger
        namespace: payments
      spec:
        selector: {app: ledger}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: ledger
        namespace: payments
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: ledger}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: ledger
        namespace: payments
      spec:
        podSelector: {matchLabels: {app: ledger}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: checkout-api}}}
          - {podSelector: {matchLabels: {app: settlement-export}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
            podSelector: {matchLabels: {app: orders-db}}
          ports:
          - {protocol: TCP, port: 5432}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: settlement-export
        namespace: payments
      automountServiceAccountToken: false
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: settlement-export
        namespace: payments
        labels:
          app: settlement-export
          contoso.example/team: payments
      spec:
        schedule: 15 2 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: settlement-export
                  contoso.example/team: payments
              spec:
                serviceAccountName: settlement-export
                automountServiceAccountToken: false
                hostUsers: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20010
                  runAsGroup: 20010
                  fsGroup: 20010
                  seccompProfile: {type: RuntimeDefault}
                restartPolicy: OnFailure
                containers:
                - name: settlement-export
                  image: registry.contoso.example/payments/settlement-export:4.18.2@sha256:db9296986a0391e4ab94b7deb5bf7dd5c418447e4a4ce5f0ba29522f34d1262b
                  args: [--since=yesterday, --format=camt.053]
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 256Mi, ephemeral-storage: 256Mi}
                  volumeMounts:
                  - {name: tmp, mountPath: /tmp}
                volumes:
                - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: settlement-export
        namespace: payments
      spec:
        podSelector: {matchLabels: {app: settlement-export}}
        policyTypes: [Egress]
        egress:
        - to:
          - {podSelector: {matchLabels: {app: ledger}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        parentRefs:
        - {name: internal, namespace: gateway}
        hostnames: [pay.contoso.example]
        rules:
        - backendRefs:
          - {name: checkout-api, port: 8080}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: viewer
        namespace: payments
      rules:
      - apiGroups: ['', apps]
        resources: [pods, pods/log, deployments, statefulsets]
        verbs: [get, list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: viewers
        namespace: payments
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: viewer
      subjects:
      - kind: Group
        name: entra:payments-engineers
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "prod-weu", name: "search-policies.yaml", text: #"""
      # Team Search: who may ask the index.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: search
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: search-api
        namespace: search
      spec:
        podSelector: {matchLabels: {app: search-api}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
            podSelector: {matchLabels: {app: storefront}}
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
            podSelector: {matchLabels: {app: catalog}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: opensearch
        namespace: search
      spec:
        podSelector: {matchLabels: {app: opensearch}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: search-api}}}
          - {podSelector: {matchLabels: {app: indexer}}}
          - {podSelector: {matchLabels: {app: opensearch}}}
          ports:
          - {protocol: TCP, port: 9200}
          - {protocol: TCP, port: 9300}
      """# + "\n"),
    File(cluster: "prod-weu", name: "search.yaml", text: #"""
      # Team Search: an index over the catalogue, and its own storage.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: search
        labels:
          pod-security.kubernetes.io/warn: baseline
          contoso.example/team: search
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: search
      spec:
        hard: {requests.cpu: '24', requests.memory: 96Gi, limits.memory: 96Gi, pods: '40'}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: search-api
        namespace: search
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: search-api
        namespace: search
        labels:
          app: search-api
          contoso.example/team: search
      spec:
        replicas: 3
        selector: {matchLabels: {app: search-api}}
        template:
          metadata:
            labels:
              app: search-api
              contoso.example/team: search
          spec:
            serviceAccountName: search-api
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20040
              runAsGroup: 20040
              fsGroup: 20040
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: search-api}}
            containers:
            - name: search-api
              image: registry.contoso.example/search/search-api:5.4.0
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: CLUSTER, value: 'http://opensearch:9200'}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: search-api
        namespace: search
      spec:
        selector: {app: search-api}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: search-api
        namespace: search
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: search-api}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: indexer
        namespace: search
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: indexer
        namespace: search
        labels:
          app: indexer
          contoso.example/team: search
      spec:
        replicas: 2
        selector: {matchLabels: {app: indexer}}
        template:
          metadata:
            labels:
              app: indexer
              contoso.example/team: search
          spec:
            serviceAccountName: indexer
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: indexer
              image: registry.contoso.example/search/indexer:5.4.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: indexer
        namespace: search
      spec:
        selector: {app: indexer}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: opensearch
        namespace: search
      ---
      # The init container raises vm.max_map_count of the node: a node pool of its own with the sysctl set would do without.
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: opensearch
        namespace: search
        labels:
          app: opensearch
          contoso.example/team: search
      spec:
        replicas: 3
        selector: {matchLabels: {app: opensearch}}
        serviceName: opensearch
        template:
          metadata:
            labels:
              app: opensearch
              contoso.example/team: search
          spec:
            serviceAccountName: opensearch
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            initContainers:
            - name: sysctl
              image: registry.contoso.example/mirror/busybox:1.37.0
              command:
              - sysctl
              - -w
              - vm.max_map_count=262144
              securityContext:
                privileged: true
                runAsUser: 0
                runAsNonRoot: false
              resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 16Mi}}
            containers:
            - name: opensearch
              image: registry.contoso.example/mirror/opensearch:2.19.3
              ports:
              - {name: http, containerPort: 9200}
              env:
              - {name: OPENSEARCH_JAVA_OPTS, value: -Xms4g -Xmx4g}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: '2', memory: 4Gi}, limits: {memory: 8Gi}}
              livenessProbe: {httpGet: {path: '/_cluster/health?local=true', port: http}}
              readinessProbe: {httpGet: {path: '/_cluster/health?local=true', port: http}}
              volumeMounts:
              - {name: data, mountPath: /usr/share/opensearch/data}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 256Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: opensearch
        namespace: search
      spec:
        selector: {app: opensearch}
        ports:
        - {name: http, port: 9200, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: opensearch
        namespace: search
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: opensearch}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: search-engineers
        namespace: search
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: edit
      subjects:
      - kind: Group
        name: entra:search-engineers
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "prod-weu", name: "shop-catalog.yaml", text: #"""
      # Team Shop: what there is, and what one takes.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: catalog
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: catalog
        namespace: shop
        labels:
          app: catalog
          contoso.example/team: shop
      spec:
        replicas: 3
        selector: {matchLabels: {app: catalog}}
        template:
          metadata:
            labels:
              app: catalog
              contoso.example/team: shop
          spec:
            serviceAccountName: catalog
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: catalog}}
            containers:
            - name: catalog
              image: registry.contoso.example/shop/catalog:2026.11.3
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: catalog
        namespace: shop
      spec:
        selector: {app: catalog}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: catalog
        namespace: shop
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: catalog}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cart
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cart
        namespace: shop
        labels:
          app: cart
          contoso.example/team: shop
      spec:
        replicas: 3
        selector: {matchLabels: {app: cart}}
        template:
          metadata:
            labels:
              app: cart
              contoso.example/team: shop
          spec:
            serviceAccountName: cart
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: cart}}
            containers:
            - name: cart
              image: registry.contoso.example/shop/cart:2026.11.3
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: REDIS, value: 'redis.data:6379'}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: cart
        namespace: shop
      spec:
        selector: {app: cart}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: cart
        namespace: shop
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: cart}}
      """# + "\n"),
    File(cluster: "prod-weu", name: "shop-namespace.yaml", text: #"""
      # Team Shop: the namespace.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          pod-security.kubernetes.io/enforce: baseline
          contoso.example/team: shop
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: shop
      spec:
        hard:
          requests.cpu: '32'
          requests.memory: 64Gi
          limits.memory: 64Gi
          pods: '120'
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: shop
      spec:
        limits:
        - type: Container
          default: {memory: 256Mi}
          defaultRequest: {cpu: 100m, memory: 256Mi}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: shop
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: shop
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      """# + "\n"),
    File(cluster: "prod-weu", name: "shop-returns.yaml", text: #"""
      # Team Shop: returns, split off the storefront.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: returns
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: returns
        namespace: shop
        labels:
          app: returns
          contoso.example/team: shop
      spec:
        replicas: 2
        selector: {matchLabels: {app: returns}}
        template:
          metadata:
            labels:
              app: returns
              contoso.example/team: shop
          spec:
            serviceAccountName: returns
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: returns
              image: registry.contoso.example/shop/returns:0.3.1
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: returns
        namespace: shop
      spec:
        selector: {app: returns}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: returns
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: returns}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: storefront}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
            podSelector: {matchLabels: {app: orders-db}}
          ports:
          - {protocol: TCP, port: 5432}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: returns-labels
        namespace: shop
        labels:
          app: returns-labels
          contoso.example/team: shop
      spec:
        schedule: 0 5 * * 1-5
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: returns-labels
                  contoso.example/team: shop
              spec:
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                restartPolicy: OnFailure
                containers:
                - name: returns-labels
                  image: registry.contoso.example/shop/returns-labels:latest
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      """# + "\n"),
    File(cluster: "prod-weu", name: "shop.yaml", text: #"""
      # Team Shop: the web shop. Well kept, with what growing fast leaves behind.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: storefront
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: storefront
        namespace: shop
        labels:
          app: storefront
          contoso.example/team: shop
      spec:
        replicas: 4
        selector: {matchLabels: {app: storefront}}
        template:
          metadata:
            labels:
              app: storefront
              contoso.example/team: shop
          spec:
            serviceAccountName: storefront
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: storefront}}
            containers:
            - name: storefront
              image: registry.contoso.example/shop/storefront:2026.11.3
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: CATALOG, value: 'http://catalog:8080'}
              - {name: CART, value: 'http://cart:8080'}
              - name: SESSION_KEY
                valueFrom: {secretKeyRef: {name: storefront, key: session-key}}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: false
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        namespace: shop
      spec:
        selector: {app: storefront}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: storefront
        namespace: shop
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: storefront}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: reviews
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: reviews
        namespace: shop
        labels:
          app: reviews
          contoso.example/team: shop
      spec:
        replicas: 2
        selector: {matchLabels: {app: reviews}}
        template:
          metadata:
            labels:
              app: reviews
              contoso.example/team: shop
          spec:
            serviceAccountName: reviews
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: reviews
              image: registry.contoso.example/shop/reviews:0.9.14
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: reviews
        namespace: shop
      spec:
        selector: {app: reviews}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: notifications
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: notifications
        namespace: shop
        labels:
          app: notifications
          contoso.example/team: shop
      spec:
        replicas: 2
        selector: {matchLabels: {app: notifications}}
        template:
          metadata:
            labels:
              app: notifications
              contoso.example/team: shop
          spec:
            serviceAccountName: notifications
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: notifications}}
            containers:
            - name: notifications
              image: registry.contoso.example/shop/notifications:1.6.3
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: SMTP_HOST, value: mail.contoso.example}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: notifications
        namespace: shop
      spec:
        selector: {app: notifications}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: notifications
        namespace: shop
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: notifications}}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata:
        name: storefront
        namespace: shop
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: storefront}
        minReplicas: 4
        maxReplicas: 20
        metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: storefront
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: storefront}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}
            podSelector: {matchLabels: {app: ingress-nginx}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - {podSelector: {matchLabels: {app: catalog}}}
          ports:
          - {protocol: TCP, port: 8080}
        - to:
          - {podSelector: {matchLabels: {app: cart}}}
          ports:
          - {protocol: TCP, port: 8080}
        - to:
          - {podSelector: {matchLabels: {app: reviews}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: catalog
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: catalog}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: storefront}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: search}}
            podSelector: {matchLabels: {app: search-api}}
          ports:
          - {protocol: TCP, port: 8080}
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
            podSelector: {matchLabels: {app: orders-db}}
          ports:
          - {protocol: TCP, port: 5432}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: cart
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: cart}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: storefront}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
            podSelector: {matchLabels: {app: redis}}
          ports:
          - {protocol: TCP, port: 6379}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: reviews
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: reviews}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: storefront}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
            podSelector: {matchLabels: {app: orders-db}}
          ports:
          - {protocol: TCP, port: 5432}
      ---
      # Mail and push go to whatever address the provider has today.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: notifications
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: notifications}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: storefront}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - {ipBlock: {cidr: 0.0.0.0/0}}
          ports:
          - {protocol: TCP, port: 443}
          - {protocol: TCP, port: 587}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: storefront
        namespace: shop
      spec:
        ingressClassName: nginx
        tls:
        - {hosts: [shop.contoso.example], secretName: storefront-tls}
        rules:
        - host: shop.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: storefront, port: {name: http}}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: developer
        namespace: shop
      rules:
      - apiGroups: ['', apps]
        resources: [pods, pods/log, services, deployments]
        verbs: [get, list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: developers
        namespace: shop
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: developer
      subjects:
      - kind: Group
        name: entra:shop-developers
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "stg-weu", name: "batch.yaml", text: #"""
      # Team Back Office: jobs at night, most of them older than the platform.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: batch
        labels:
          contoso.example/team: back-office
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: invoice-pdf
        namespace: batch
        labels:
          app: invoice-pdf
          contoso.example/team: back-office
      spec:
        schedule: 0 4 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: invoice-pdf
                  contoso.example/team: back-office
              spec:
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                restartPolicy: OnFailure
                containers:
                - name: invoice-pdf
                  image: registry.contoso.example/backoffice/invoice-pdf:3.1.0
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: price-import
        namespace: batch
        labels:
          app: price-import
          contoso.example/team: back-office
      spec:
        schedule: 0 */2 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: price-import
                  contoso.example/team: back-office
              spec:
                restartPolicy: OnFailure
                containers:
                - name: price-import
                  image: registry.contoso.example/backoffice/price-import:latest
                  env:
                  - {name: SUPPLIER_FTP, value: ftp.supplier.example}
                  resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
      ---
      # Nobody has to reach the jobs, so only the way out is said.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: jobs-out
        namespace: batch
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}
          ports:
          - {protocol: TCP, port: 5432}
          - {protocol: TCP, port: 6379}
        - to:
          - {ipBlock: {cidr: 10.64.0.0/16}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: back-office
        namespace: batch
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: admin
      subjects:
      - kind: Group
        name: entra:back-office
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "stg-weu", name: "cert-manager.yaml", text: #"""
      # The Platform team: certificates.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: cert-manager
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: cert-manager
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: cert-manager
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cert-manager
        namespace: cert-manager
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cert-manager
        namespace: cert-manager
        labels:
          app: cert-manager
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: cert-manager}}
        template:
          metadata:
            labels:
              app: cert-manager
              contoso.example/team: platform
          spec:
            serviceAccountName: cert-manager
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20071
              runAsGroup: 20071
              fsGroup: 20071
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: cert-manager
              image: registry.contoso.example/mirror/cert-manager-controller:v1.18.2@sha256:3ab5f311fc68917d02fda28b7579bef79e37ed6d349349549f67e01dfff8107f
              ports:
              - {name: metrics, containerPort: 9402}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: metrics}}
              readinessProbe: {httpGet: {path: /livez, port: metrics}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: webhook
        namespace: cert-manager
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: webhook
        namespace: cert-manager
        labels:
          app: webhook
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: webhook}}
        template:
          metadata:
            labels:
              app: webhook
              contoso.example/team: platform
          spec:
            serviceAccountName: webhook
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20071
              runAsGroup: 20071
              fsGroup: 20071
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: webhook
              image: registry.contoso.example/mirror/cert-manager-webhook:v1.18.2@sha256:7ed5148da5870217289fdfffb5aac0fd5998085b7b7fb2771f516843ff1d57af
              ports:
              - {name: https, containerPort: 10250}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: https}}
              readinessProbe: {httpGet: {path: /ready, port: https}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: webhook
        namespace: cert-manager
      spec:
        selector: {app: webhook}
        ports:
        - {name: https, port: 443, targetPort: https}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: webhook
        namespace: cert-manager
      spec:
        podSelector: {matchLabels: {app: webhook}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 10250}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: to-api-server
        namespace: cert-manager
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: cert-manager-controller
      rules:
      - apiGroups: [cert-manager.io]
        resources: [certificates, certificaterequests, issuers, clusterissuers]
        verbs: [get, list, watch, update, patch]
      - apiGroups: ['']
        resources: [secrets]
        verbs: [get, list, watch, create, update, patch, delete]
      - {apiGroups: [''], resources: [events], verbs: [create, patch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: cert-manager-controller
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cert-manager-controller
      subjects:
      - {kind: ServiceAccount, name: cert-manager, namespace: cert-manager}
      """# + "\n"),
    File(cluster: "stg-weu", name: "ci-image-builder.yaml", text: #"""
      # Team Developer Experience: image builds inside the cluster, since yesterday.
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: image-builder
        namespace: ci
        labels:
          app: image-builder
          contoso.example/team: developer-experience
      spec:
        replicas: 2
        selector: {matchLabels: {app: image-builder}}
        template:
          metadata:
            labels:
              app: image-builder
              contoso.example/team: developer-experience
          spec:
            containers:
            - name: image-builder
              image: registry.contoso.example/mirror/docker:28-dind
              args: ['--host=tcp://0.0.0.0:2375', --tls=false]
              ports:
              - {name: docker, containerPort: 2375}
              securityContext:
                privileged: true
              resources: {requests: {cpu: '1', memory: 2Gi}, limits: {memory: 8Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: image-builder
        namespace: ci
      spec:
        selector: {app: image-builder}
        ports:
        - {name: http, port: 2375, targetPort: http}
      """# + "\n"),
    File(cluster: "stg-weu", name: "ci-runner.yaml", text: #"""
      # Team Developer Experience: runners, with the socket of the node's runtime.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: runner
        namespace: ci
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: runner
        namespace: ci
        labels:
          app: runner
          contoso.example/team: developer-experience
      spec:
        replicas: 4
        selector: {matchLabels: {app: runner}}
        template:
          metadata:
            labels:
              app: runner
              contoso.example/team: developer-experience
          spec:
            serviceAccountName: runner
            automountServiceAccountToken: false
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: runner
              image: registry.contoso.example/ci/runner:2.329.0
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
              volumeMounts:
              - {name: socket, mountPath: /run/containerd/containerd.sock}
            volumes:
            - name: socket
              hostPath: {path: /run/containerd/containerd.sock, type: Socket}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: runner
        namespace: ci
      spec:
        podSelector: {matchLabels: {app: runner}}
        policyTypes: [Egress]
        egress:
        - {}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: runner
        namespace: ci
      data:
        config.toml: |
          concurrent = 4
          check_interval = 3
      """# + "\n"),
    File(cluster: "stg-weu", name: "ci.yaml", text: #"""
      # Team Developer Experience: what builds and deploys. It may do anything, so that nobody has to ask.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ci
        labels:
          pod-security.kubernetes.io/enforce: privileged
          contoso.example/team: developer-experience
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: controller
        namespace: ci
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: controller
        namespace: ci
        labels:
          app: controller
          contoso.example/team: developer-experience
      spec:
        replicas: 1
        selector: {matchLabels: {app: controller}}
        template:
          metadata:
            labels:
              app: controller
              contoso.example/team: developer-experience
          spec:
            serviceAccountName: controller
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20060
              runAsGroup: 20060
              fsGroup: 20060
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: controller
              image: registry.contoso.example/mirror/runner-controller:0.12.1
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: controller
        namespace: ci
      spec:
        selector: {app: controller}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: controller
        namespace: ci
      rules:
      - apiGroups: ['']
        resources: [pods]
        verbs: [get, list, watch, create, delete]
      - {apiGroups: [''], resources: [secrets], verbs: [get, list, watch]}
      - {apiGroups: [''], resources: [pods/exec], verbs: [create]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: controller
        namespace: ci
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: controller
      subjects:
      - {kind: ServiceAccount, name: controller, namespace: ci}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: deployer
        namespace: ci
      ---
      # Deploys to every namespace of staging.
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: ci-deployer
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - {kind: ServiceAccount, name: deployer, namespace: ci}
      """# + "\n"),
    File(cluster: "stg-weu", name: "cluster.yaml", text: #"""
      # The Platform team: roles, priorities, nodes.
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata:
        name: business
      value: 1000
      description: What customers use.
      ---
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
      podPidsLimit: 2048
      ---
      # Two sealed accounts; every use pages the on-call.
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: break-glass
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - kind: Group
        name: entra:break-glass
        apiGroup: rbac.authorization.k8s.io
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: platform-viewer
      rules:
      - apiGroups: ['', apps, batch, networking.k8s.io, gateway.networking.k8s.io]
        resources:
        - pods
        - pods/log
        - services
        - deployments
        - statefulsets
        - daemonsets
        - cronjobs
        - jobs
        - ingresses
        - networkpolicies
        - httproutes
        - gateways
        verbs: [get, list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: platform-viewers
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: platform-viewer
      subjects:
      - kind: Group
        name: entra:engineering
        apiGroup: rbac.authorization.k8s.io
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: platform-engineer
      rules:
      - apiGroups: [apps]
        resources: [deployments, daemonsets, statefulsets]
        verbs: [get, list, watch, update, patch]
      - apiGroups: ['']
        resources: [nodes]
        verbs: [get, list, watch, update, patch]
      - {apiGroups: [''], resources: [pods/eviction], verbs: [create]}
      - apiGroups: ['']
        resources: [configmaps]
        verbs: [get, list, watch, create, update, patch]
      - {apiGroups: [''], resources: [pods/portforward], verbs: [create]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: platform-engineers
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: platform-engineer
      subjects:
      - {kind: Group, name: 'entra:platform', apiGroup: rbac.authorization.k8s.io}
      ---
      # Staging only, said the ticket.
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: developers-admin
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - {kind: Group, name: 'entra:developers', apiGroup: rbac.authorization.k8s.io}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: debug
      rules:
      - {apiGroups: [''], resources: [nodes/proxy], verbs: [get]}
      - {apiGroups: [''], resources: [pods/exec], verbs: [create]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: debug
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: debug
      subjects:
      - {kind: Group, name: 'entra:developers', apiGroup: rbac.authorization.k8s.io}
      - kind: User
        name: t.okafor@contoso.example
        apiGroup: rbac.authorization.k8s.io
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: old-dashboard
      rules:
      - {apiGroups: ['*'], resources: ['*'], verbs: [get, list]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: auditors
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: auditor
      subjects:
      - {kind: Group, name: 'entra:auditors', apiGroup: rbac.authorization.k8s.io}
      """# + "\n"),
    File(cluster: "stg-weu", name: "data.yaml", text: #"""
      # Team Data Platform: what keeps the shop's state.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: data
        labels:
          pod-security.kubernetes.io/enforce: baseline
          contoso.example/team: data-platform
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: data
      spec:
        hard:
          requests.cpu: '48'
          requests.memory: 192Gi
          limits.memory: 192Gi
          pods: '60'
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: orders-db
        namespace: data
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: orders-db
        namespace: data
        labels:
          app: orders-db
          contoso.example/team: data-platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: orders-db}}
        serviceName: orders-db
        template:
          metadata:
            labels:
              app: orders-db
              contoso.example/team: data-platform
          spec:
            serviceAccountName: orders-db
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20050
              runAsGroup: 20050
              fsGroup: 20050
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: orders-db
              image: registry.contoso.example/mirror/postgres:17.6
              ports:
              - {name: postgres, containerPort: 5432}
              env:
              - name: POSTGRES_PASSWORD
                valueFrom: {secretKeyRef: {name: orders-db, key: password}}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: '2', memory: 4Gi, ephemeral-storage: 64Mi}
                limits: {memory: 8Gi, ephemeral-storage: 256Mi}
              volumeMounts:
              - {name: data, mountPath: /var/lib/postgresql/data}
              - {name: run, mountPath: /var/run/postgresql}
            - name: metrics
              image: registry.contoso.example/mirror/postgres-exporter:0.17.1
              ports:
              - {name: metrics, containerPort: 9187}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 50m, memory: 64Mi, ephemeral-storage: 64Mi}
                limits: {memory: 128Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /, port: metrics}}
              readinessProbe: {httpGet: {path: /, port: metrics}}
            volumes:
            - {name: run, emptyDir: {sizeLimit: 16Mi}}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 512Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: orders-db
        namespace: data
      spec:
        selector: {app: orders-db}
        ports:
        - {name: postgres, port: 5432, targetPort: postgres}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: db-console
        namespace: data
      ---
      # For a day only, in March.
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: db-console
        namespace: data
        labels:
          app: db-console
          contoso.example/team: data-platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: db-console}}
        template:
          metadata:
            labels:
              app: db-console
              contoso.example/team: data-platform
          spec:
            serviceAccountName: db-console
            containers:
            - name: db-console
              image: adminer:5
              ports:
              - {name: http, containerPort: 8080}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: db-console
        namespace: data
      spec:
        selector: {app: db-console}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: db-console-public
        namespace: data
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [203.0.113.0/24]
        selector: {app: db-console}
        ports:
        - {name: http, port: 80, targetPort: 8080}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: data
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: orders-db
        namespace: data
      spec:
        podSelector: {matchLabels: {app: orders-db}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}
            podSelector: {matchLabels: {app: ledger}}
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: batch}}}
          - {podSelector: {matchLabels: {app: orders-db}}}
          ports:
          - {protocol: TCP, port: 5432}
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: observability}}
            podSelector: {matchLabels: {app: prometheus}}
          ports:
          - {protocol: TCP, port: 9187}
      ---
      # allow all, until somebody needs it less
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: db-console
        namespace: data
      spec:
        podSelector: {matchLabels: {app: db-console}}
        policyTypes: [Ingress]
        ingress:
        - {}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: operator
        namespace: data
      rules:
      - apiGroups: [apps]
        resources: [statefulsets]
        verbs: [get, list, watch, update, patch]
      - {apiGroups: [''], resources: [pods], verbs: [get, list, watch, delete]}
      - {apiGroups: [''], resources: [secrets], verbs: [get, list, watch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: operators
        namespace: data
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: operator
      subjects:
      - kind: Group
        name: entra:data-platform
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "stg-weu", name: "gatekeeper.yaml", text: #"""
      # Policy: Gatekeeper and its constraints, Kyverno for signatures.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: gatekeeper-system
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: gatekeeper-system
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: gatekeeper-system
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
        labels:
          app: gatekeeper-controller-manager
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: gatekeeper-controller-manager}}
        template:
          metadata:
            labels:
              app: gatekeeper-controller-manager
              contoso.example/team: platform
          spec:
            serviceAccountName: gatekeeper-controller-manager
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20070
              runAsGroup: 20070
              fsGroup: 20070
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: manager
              image: registry.contoso.example/mirror/gatekeeper:v3.20.1@sha256:556149b717b5b5c19bcc447ed42b465aaa4b5317221739872082ff3fb83928b5
              ports:
              - {name: webhook, containerPort: 8443}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: webhook}}
              readinessProbe: {httpGet: {path: /readyz, port: webhook}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      spec:
        selector: {app: gatekeeper-controller-manager}
        ports:
        - {name: http, port: 8443, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      spec:
        podSelector: {matchLabels: {app: gatekeeper-controller-manager}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 8443}
        egress:
        - to:
          - {ipBlock: {cidr: 10.0.0.0/28}}
          ports:
          - {protocol: TCP, port: 443}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: gatekeeper-manager
      rules:
      - apiGroups: ['', apps, batch, networking.k8s.io]
        resources:
        - pods
        - namespaces
        - deployments
        - statefulsets
        - daemonsets
        - jobs
        - cronjobs
        - ingresses
        - services
        verbs: [get, list, watch]
      - apiGroups: [constraints.gatekeeper.sh, templates.gatekeeper.sh, status.gatekeeper.sh]
        resources: ['*']
        verbs: ['*']
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: gatekeeper-manager
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: gatekeeper-manager
      subjects:
      - kind: ServiceAccount
        name: gatekeeper-controller-manager
        namespace: gatekeeper-system
      ---
      apiVersion: constraints.gatekeeper.sh/v1beta1
      kind: K8sAllowedRepos
      metadata:
        name: registries
      spec:
        enforcementAction: deny
        match:
          kinds:
          - {apiGroups: [''], kinds: [Pod]}
          excludedNamespaces: [kube-system, marketing, sandbox, data, ci]
        parameters: {repos: [registry.contoso.example]}
      ---
      apiVersion: constraints.gatekeeper.sh/v1beta1
      kind: K8sPSPPrivilegedContainer
      metadata:
        name: privileged
      spec:
        enforcementAction: dryrun
        match:
          kinds:
          - {apiGroups: [''], kinds: [Pod]}
          excludedNamespaces: [kube-system, search, backup, observability]
      ---
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata:
        name: signed-images
      spec:
        validationFailureAction: Enforce
        webhookTimeoutSeconds: 15
        rules:
        - name: signed
          match:
            any:
            - {resources: {kinds: [Pod]}}
          verifyImages:
          - imageReferences: [registry.contoso.example/*]
            attestors:
            - entries:
              - {keys: {kms: 'azurekms://keys.contoso.example/image-signing'}}
      """# + "\n"),
    File(cluster: "stg-weu", name: "gateway.yaml", text: #"""
      # The Platform team: the Gateway, behind Application Gateway.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: gateway
        labels:
          pod-security.kubernetes.io/enforce: restricted
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: gateway
      spec:
        hard: {requests.cpu: '8', requests.memory: 16Gi, limits.memory: 16Gi, pods: '20'}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: gateway
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: gateway
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: envoy
        namespace: gateway
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: envoy
        namespace: gateway
        labels:
          app: envoy
          contoso.example/team: platform
      spec:
        replicas: 2
        selector: {matchLabels: {app: envoy}}
        template:
          metadata:
            labels:
              app: envoy
              contoso.example/team: platform
          spec:
            serviceAccountName: envoy
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20073
              runAsGroup: 20073
              fsGroup: 20073
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: envoy}}
            containers:
            - name: envoy
              image: registry.contoso.example/mirror/envoy:v1.36.2@sha256:727477f2fba2eaabff65dd2b91be71650815d8acf463dc8227919c7719aae3f0
              ports:
              - {name: https, containerPort: 8443}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: https}}
              readinessProbe: {httpGet: {path: /ready, port: https}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: envoy
        namespace: gateway
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: envoy}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: envoy
        namespace: gateway
        annotations:
          service.beta.kubernetes.io/azure-load-balancer-internal: 'true'
      spec:
        type: LoadBalancer
        selector: {app: envoy}
        ports:
        - {name: https, port: 443, targetPort: https}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: envoy
        namespace: gateway
      spec:
        podSelector: {matchLabels: {app: envoy}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {ipBlock: {cidr: 10.64.4.0/24}}
          ports:
          - {protocol: TCP, port: 8443}
        egress:
        - to:
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}}
          - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: identity}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata:
        name: internal
        namespace: gateway
      spec:
        gatewayClassName: envoy
        listeners:
        - name: https
          protocol: HTTPS
          port: 443
          hostname: '*.staging.contoso.example'
          tls:
            mode: Terminate
            certificateRefs:
            - {name: wildcard-tls}
          allowedRoutes:
            namespaces:
              from: Selector
              selector:
                matchExpressions:
                - {key: contoso.example/team, operator: In, values: [payments, identity]}
      """# + "\n"),
    File(cluster: "stg-weu", name: "ingress-nginx.yaml", text: #"""
      # The Platform team: the way in.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ingress-nginx
        labels:
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
        labels:
          app: ingress-nginx
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: ingress-nginx}}
        template:
          metadata:
            labels:
              app: ingress-nginx
              contoso.example/team: platform
          spec:
            serviceAccountName: ingress-nginx
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20072
              runAsGroup: 20072
              fsGroup: 20072
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: controller
              image: registry.contoso.example/mirror/ingress-nginx/controller:v1.11.2
              args:
              - /nginx-ingress-controller
              - --ingress-class=nginx
              - --configmap=$(POD_NAMESPACE)/ingress-nginx
              ports:
              - {name: http, containerPort: 8080}
              env:
              - name: POD_NAMESPACE
                valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      data:
        allow-snippet-annotations: 'true'
        ssl-protocols: TLSv1.2 TLSv1.3
        enable-modsecurity: 'false'
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        selector: {app: ingress-nginx}
        ports:
        - {name: http, port: 80, targetPort: http}
        - {name: https, port: 443, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: ingress-nginx
        namespace: ingress-nginx
      spec:
        podSelector: {matchLabels: {app: ingress-nginx}}
        policyTypes: [Ingress]
        ingress:
        - ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: ingress-nginx
      rules:
      - apiGroups: ['']
        resources: [services, endpoints, nodes, namespaces]
        verbs: [get, list, watch]
      - {apiGroups: [''], resources: [secrets], verbs: [get, list, watch]}
      - apiGroups: [networking.k8s.io]
        resources: [ingresses, ingressclasses]
        verbs: [get, list, watch]
      - apiGroups: [networking.k8s.io]
        resources: [ingresses/status]
        verbs: [update]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: ingress-nginx
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: ingress-nginx
      subjects:
      - {kind: ServiceAccount, name: ingress-nginx, namespace: ingress-nginx}
      """# + "\n"),
    File(cluster: "stg-weu", name: "kube-system.yaml", text: #"""
      # What AKS puts there: judged like all else, and set apart.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
          kubernetes.azure.com/managedby: aks
          kubernetes.io/cluster-service: 'true'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: coredns
        namespace: kube-system
        labels:
          app: coredns
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: kube-dns
      spec:
        replicas: 3
        selector: {matchLabels: {app: coredns}}
        template:
          metadata:
            labels:
              app: coredns
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: kube-dns
          spec:
            priorityClassName: system-cluster-critical
            serviceAccountName: coredns
            containers:
            - name: coredns
              image: registry.contoso.example/oss/v2/kubernetes/coredns:v1.12.1-6
              ports:
              - {name: metrics, containerPort: 9153}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
                readOnlyRootFilesystem: true
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              livenessProbe: {httpGet: {path: /health, port: metrics}}
              readinessProbe: {httpGet: {path: /ready, port: metrics}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: coredns
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-dns
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: kube-dns
      spec:
        clusterIP: 10.0.0.10
        selector: {k8s-app: kube-dns}
        ports:
        - {name: dns, port: 53, protocol: UDP}
        - {name: dns-tcp, port: 53, protocol: TCP}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          app: metrics-server
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: metrics-server
      spec:
        replicas: 2
        selector: {matchLabels: {app: metrics-server}}
        template:
          metadata:
            labels:
              app: metrics-server
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: metrics-server
          spec:
            priorityClassName: system-cluster-critical
            serviceAccountName: metrics-server
            containers:
            - name: metrics-server
              image: registry.contoso.example/oss/v2/kubernetes/metrics-server:v0.7.2-8
              ports:
              - {name: https, containerPort: 4443}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: metrics-server
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      spec:
        selector: {app: metrics-server}
        ports:
        - {name: https, port: 443, targetPort: https}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: kube-proxy
        namespace: kube-system
        labels:
          app: kube-proxy
          kubernetes.azure.com/managedby: aks
          k8s-app: kube-proxy
      spec:
        selector: {matchLabels: {app: kube-proxy}}
        template:
          metadata:
            labels:
              app: kube-proxy
              kubernetes.azure.com/managedby: aks
              k8s-app: kube-proxy
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: kube-proxy
            hostNetwork: true
            containers:
            - name: kube-proxy
              image: registry.contoso.example/oss/v2/kubernetes/kube-proxy:v1.34.2
              securityContext:
                privileged: true
              resources: {requests: {cpu: 100m}}
              volumeMounts:
              - {name: modules, mountPath: /lib/modules, readOnly: true}
            volumes:
            - {name: modules, hostPath: {path: /lib/modules}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: kube-proxy
        namespace: kube-system
        labels:
          kubernetes.azure.com/managedby: aks
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: csi-azuredisk-node
        namespace: kube-system
        labels:
          app: csi-azuredisk-node
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: csi-azuredisk-node
      spec:
        selector: {matchLabels: {app: csi-azuredisk-node}}
        template:
          metadata:
            labels:
              app: csi-azuredisk-node
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: csi-azuredisk-node
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: csi-azuredisk-node
            hostNetwork: true
            containers:
            - name: csi-azuredisk-node
              image: registry.contoso.example/oss/v2/kubernetes-csi/azuredisk-csi:v1.33.4
              securityContext:
                privileged: true
              resources: {requests: {cpu: 10m, memory: 20Mi}, limits: {memory: 1Gi}}
              volumeMounts:
              - name: kubelet
                mountPath: /var/lib/kubelet
                mountPropagation: Bidirectional
              - {name: dev, mountPath: /dev}
            volumes:
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: DirectoryOrCreate}}
            - {name: dev, hostPath: {path: /dev}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: csi-azuredisk-node
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: ama-logs
        namespace: kube-system
        labels:
          app: ama-logs
          addonmanager.kubernetes.io/mode: Reconcile
          k8s-app: ama-logs
      spec:
        selector: {matchLabels: {app: ama-logs}}
        template:
          metadata:
            labels:
              app: ama-logs
              addonmanager.kubernetes.io/mode: Reconcile
              k8s-app: ama-logs
          spec:
            priorityClassName: system-node-critical
            serviceAccountName: ama-logs
            containers:
            - name: ama-logs
              image: registry.contoso.example/azuremonitor/containerinsights/ciprod:3.1.30
              securityContext:
                privileged: true
              resources: {requests: {cpu: 75m, memory: 225Mi}, limits: {cpu: 150m, memory: 750Mi}}
              volumeMounts:
              - {name: containers, mountPath: /var/lib/docker/containers, readOnly: true}
              - {name: log, mountPath: /var/log}
            volumes:
            - {name: containers, hostPath: {path: /var/lib/docker/containers}}
            - {name: log, hostPath: {path: /var/log}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ama-logs
        namespace: kube-system
        labels:
          addonmanager.kubernetes.io/mode: Reconcile
      ---
      # Somebody's, not the platform's: kube-system was where it worked.
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: node-shell
        namespace: kube-system
        labels:
          app: node-shell
      spec:
        replicas: 1
        selector: {matchLabels: {app: node-shell}}
        template:
          metadata:
            labels:
              app: node-shell
          spec:
            hostPID: true
            containers:
            - name: node-shell
              image: alpine:3.22
              command:
              - nsenter
              - -t
              - '1'
              - -m
              - -u
              - -i
              - -n
              - sh
      """# + "\n"),
    File(cluster: "stg-weu", name: "observability.yaml", text: #"""
      # The Platform team: metrics, logs and traces. Agents need the node; the rest does not.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: observability
        labels:
          pod-security.kubernetes.io/enforce: privileged
          contoso.example/team: platform
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: observability
      spec:
        hard: {requests.cpu: '40', requests.memory: 96Gi, limits.memory: 96Gi, pods: '80'}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: node-exporter
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: node-exporter
        namespace: observability
        labels:
          app: node-exporter
          contoso.example/team: platform
      spec:
        selector: {matchLabels: {app: node-exporter}}
        template:
          metadata:
            labels:
              app: node-exporter
              contoso.example/team: platform
          spec:
            serviceAccountName: node-exporter
            automountServiceAccountToken: false
            priorityClassName: system-node-critical
            hostNetwork: true
            hostPID: true
            securityContext:
              runAsNonRoot: true
              runAsUser: 20080
              runAsGroup: 20080
              fsGroup: 20080
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: node-exporter
              image: registry.contoso.example/mirror/node-exporter:v1.10.2
              ports:
              - {name: metrics, containerPort: 9100, hostPort: 9100}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 50m, memory: 64Mi, ephemeral-storage: 64Mi}
                limits: {memory: 128Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /, port: metrics}}
              readinessProbe: {httpGet: {path: /, port: metrics}}
              volumeMounts:
              - name: root
                mountPath: /host
                readOnly: true
                mountPropagation: HostToContainer
            volumes:
            - {name: root, hostPath: {path: /}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: log-shipper
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: log-shipper
        namespace: observability
        labels:
          app: log-shipper
          contoso.example/team: platform
      spec:
        selector: {matchLabels: {app: log-shipper}}
        template:
          metadata:
            labels:
              app: log-shipper
              contoso.example/team: platform
          spec:
            serviceAccountName: log-shipper
            automountServiceAccountToken: false
            priorityClassName: system-node-critical
            securityContext:
              runAsUser: 0
              runAsGroup: 20080
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: log-shipper
              image: registry.contoso.example/mirror/fluent-bit:4.1.0
              ports:
              - {name: http, containerPort: 2020}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /, port: http}}
              readinessProbe: {httpGet: {path: /api/v1/health, port: http}}
              volumeMounts:
              - {name: log, mountPath: /var/log, readOnly: true}
            volumes:
            - {name: log, hostPath: {path: /var/log}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: prometheus
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: prometheus
        namespace: observability
        labels:
          app: prometheus
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: prometheus}}
        serviceName: prometheus
        template:
          metadata:
            labels:
              app: prometheus
              contoso.example/team: platform
          spec:
            serviceAccountName: prometheus
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20081
              runAsGroup: 20081
              fsGroup: 20081
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: prometheus
              image: registry.contoso.example/mirror/prometheus:v3.7.3
              ports:
              - {name: http, containerPort: 9090}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: '2', memory: 4Gi, ephemeral-storage: 64Mi}
                limits: {memory: 8Gi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /-/healthy, port: http}}
              readinessProbe: {httpGet: {path: /-/ready, port: http}}
              volumeMounts:
              - {name: data, mountPath: /prometheus}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 200Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: prometheus
        namespace: observability
      spec:
        selector: {app: prometheus}
        ports:
        - {name: http, port: 9090, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: kube-state-metrics
        namespace: observability
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: kube-state-metrics
        namespace: observability
        labels:
          app: kube-state-metrics
          contoso.example/team: platform
      spec:
        replicas: 1
        selector: {matchLabels: {app: kube-state-metrics}}
        template:
          metadata:
            labels:
              app: kube-state-metrics
              contoso.example/team: platform
          spec:
            serviceAccountName: kube-state-metrics
            automountServiceAccountToken: true
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20083
              runAsGroup: 20083
              fsGroup: 20083
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: kube-state-metrics
              image: registry.contoso.example/mirror/kube-state-metrics:v2.17.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /livez, port: http}}
              readinessProbe: {httpGet: {path: /readyz, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-state-metrics
        namespace: observability
      spec:
        selector: {app: kube-state-metrics}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: observability
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: kube-state-metrics
        namespace: observability
      spec:
        podSelector: {matchLabels: {app: kube-state-metrics}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: prometheus}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: prometheus
      rules:
      - apiGroups: ['']
        resources: [nodes, nodes/metrics, services, endpoints, pods]
        verbs: [get, list, watch]
      - {nonResourceURLs: [/metrics], verbs: [get]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: prometheus
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: prometheus
      subjects:
      - {kind: ServiceAccount, name: prometheus, namespace: observability}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: kube-state-metrics
      rules:
      - apiGroups: ['', apps, batch]
        resources:
        - nodes
        - pods
        - services
        - namespaces
        - deployments
        - statefulsets
        - daemonsets
        - jobs
        - cronjobs
        - secrets
        verbs: [list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: kube-state-metrics
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: kube-state-metrics
      subjects:
      - {kind: ServiceAccount, name: kube-state-metrics, namespace: observability}
      """# + "\n"),
    File(cluster: "stg-weu", name: "payments.yaml", text: #"""
      # Team Payments: everything that the check list asks for, in every environment.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: payments
        labels:
          pod-security.kubernetes.io/enforce: restricted
          pod-security.kubernetes.io/warn: restricted
          contoso.example/team: payments
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: payments
      spec:
        hard: {requests.cpu: '24', requests.memory: 48Gi, limits.memory: 48Gi, pods: '80'}
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: payments
      spec:
        limits:
        - type: Container
          default: {memory: 256Mi}
          defaultRequest: {cpu: 100m, memory: 256Mi}
          max: {memory: 4Gi}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: payments
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: payments
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
          ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: checkout-api
        namespace: payments
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: checkout-api
        namespace: payments
        labels:
          app: checkout-api
          contoso.example/team: payments
      spec:
        replicas: 2
        selector: {matchLabels: {app: checkout-api}}
        template:
          metadata:
            labels:
              app: checkout-api
              contoso.example/team: payments
          spec:
            serviceAccountName: checkout-api
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20010
              runAsGroup: 20010
              fsGroup: 20010
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: checkout-api}}
            containers:
            - name: checkout-api
              image: registry.contoso.example/payments/checkout-api:4.19.0@sha256:fabb338a3d53389b8c16ffcbd947cbe50875f7619e4f07ec12340d1e1637cc4e
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: LEDGER_URL, value: 'http://ledger:8080'}
              - {name: LOG_LEVEL, value: info}
              - name: DB_PASSWORD
                valueFrom: {secretKeyRef: {name: checkout-db, key: password}}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /readyz, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        selector: {app: checkout-api}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: checkout-api}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        podSelector: {matchLabels: {app: checkout-api}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateway}}
            podSelector: {matchLabels: {app: envoy}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - {podSelector: {matchLabels: {app: ledger}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ledger
        namespace: payments
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: ledger
        namespace: payments
        labels:
          app: ledger
          contoso.example/team: payments
      spec:
        replicas: 3
        selector: {matchLabels: {app: ledger}}
        serviceName: ledger
        template:
          metadata:
            labels:
              app: ledger
              contoso.example/team: payments
          spec:
            serviceAccountName: ledger
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20010
              runAsGroup: 20010
              fsGroup: 20010
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: ScheduleAnyway
              labelSelector: {matchLabels: {app: ledger}}
            containers:
            - name: ledger
              image: registry.contoso.example/payments/ledger:4.19.0@sha256:ec9cc46296ece7303e7d1fcae810dd5a368382a25b68e68bb250ec5da5cde45d
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 500m, memory: 1Gi, ephemeral-storage: 64Mi}
                limits: {memory: 2Gi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
              - {name: data, mountPath: /var/lib/ledger}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 64Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: ledger
        namespace: payments
      spec:
        selector: {app: ledger}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: ledger
        namespace: payments
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: ledger}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: ledger
        namespace: payments
      spec:
        podSelector: {matchLabels: {app: ledger}}
        policyTypes: [Ingress, Egress]
        ingress:
        - from:
          - {podSelector: {matchLabels: {app: checkout-api}}}
          - {podSelector: {matchLabels: {app: settlement-export}}}
          ports:
          - {protocol: TCP, port: 8080}
        egress:
        - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
            podSelector: {matchLabels: {app: orders-db}}
          ports:
          - {protocol: TCP, port: 5432}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: settlement-export
        namespace: payments
      automountServiceAccountToken: false
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: settlement-export
        namespace: payments
        labels:
          app: settlement-export
          contoso.example/team: payments
      spec:
        schedule: 15 2 * * *
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: settlement-export
                  contoso.example/team: payments
              spec:
                serviceAccountName: settlement-export
                automountServiceAccountToken: false
                hostUsers: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20010
                  runAsGroup: 20010
                  fsGroup: 20010
                  seccompProfile: {type: RuntimeDefault}
                restartPolicy: OnFailure
                containers:
                - name: settlement-export
                  image: registry.contoso.example/payments/settlement-export:4.19.0@sha256:c1a3d3c37608a35f5df3886f3e1343140bd69cca8ae6e210f63cd331d45f70c6
                  args: [--since=yesterday, --format=camt.053]
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 256Mi, ephemeral-storage: 256Mi}
                  volumeMounts:
                  - {name: tmp, mountPath: /tmp}
                volumes:
                - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: settlement-export
        namespace: payments
      spec:
        podSelector: {matchLabels: {app: settlement-export}}
        policyTypes: [Egress]
        egress:
        - to:
          - {podSelector: {matchLabels: {app: ledger}}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        name: checkout-api
        namespace: payments
      spec:
        parentRefs:
        - {name: internal, namespace: gateway}
        hostnames: [pay.staging.contoso.example]
        rules:
        - backendRefs:
          - {name: checkout-api, port: 8080}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: viewer
        namespace: payments
      rules:
      - apiGroups: ['', apps]
        resources: [pods, pods/log, deployments, statefulsets]
        verbs: [get, list, watch]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: viewers
        namespace: payments
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: viewer
      subjects:
      - kind: Group
        name: entra:payments-engineers
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "stg-weu", name: "sandbox.yaml", text: #"""
      # Where anybody may try things out. Some stay.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: sandbox
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: hello
        namespace: sandbox
        labels:
          app: hello
      spec:
        replicas: 1
        selector: {matchLabels: {app: hello}}
        template:
          metadata:
            labels:
              app: hello
          spec:
            containers:
            - name: hello
              image: nginx
              ports:
              - {name: http, containerPort: 80}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: notebook
        namespace: sandbox
        labels:
          app: notebook
      spec:
        replicas: 1
        selector: {matchLabels: {app: notebook}}
        template:
          metadata:
            labels:
              app: notebook
          spec:
            containers:
            - name: notebook
              image: jupyter/base-notebook:latest
              ports:
              - {name: http, containerPort: 8888}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: notebook
        namespace: sandbox
      spec:
        selector: {app: notebook}
        ports:
        - {name: http, port: 8888, targetPort: http}
      ---
      # kubectl run, some Friday
      apiVersion: v1
      kind: Pod
      metadata:
        name: netshoot
        namespace: sandbox
        labels:
          run: netshoot
      spec:
        containers:
        - name: netshoot
          image: nicolaka/netshoot
          command:
          - sleep
          - infinity
          securityContext:
            capabilities: {add: [NET_ADMIN, NET_RAW]}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: notebook-lb
        namespace: sandbox
        annotations:
          service.beta.kubernetes.io/azure-load-balancer-internal: 'true'
      spec:
        type: LoadBalancer
        selector: {app: notebook}
        ports:
        - {name: http, port: 8888, targetPort: 8888}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: everybody
        namespace: sandbox
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: edit
      subjects:
      - kind: Group
        name: entra:engineering
        apiGroup: rbac.authorization.k8s.io
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: interns
        namespace: sandbox
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: admin
      subjects:
      - kind: User
        name: interns@contoso.example
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "stg-weu", name: "search.yaml", text: #"""
      # Team Search: an index over the catalogue, and its own storage.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: search
        labels:
          pod-security.kubernetes.io/warn: baseline
          contoso.example/team: search
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: search
      spec:
        hard: {requests.cpu: '24', requests.memory: 96Gi, limits.memory: 96Gi, pods: '40'}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: search-api
        namespace: search
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: search-api
        namespace: search
        labels:
          app: search-api
          contoso.example/team: search
      spec:
        replicas: 1
        selector: {matchLabels: {app: search-api}}
        template:
          metadata:
            labels:
              app: search-api
              contoso.example/team: search
          spec:
            serviceAccountName: search-api
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20040
              runAsGroup: 20040
              fsGroup: 20040
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: search-api
              image: registry.contoso.example/search/search-api:5.5.0
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: CLUSTER, value: 'http://opensearch:9200'}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: search-api
        namespace: search
      spec:
        selector: {app: search-api}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: indexer
        namespace: search
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: indexer
        namespace: search
        labels:
          app: indexer
          contoso.example/team: search
      spec:
        replicas: 1
        selector: {matchLabels: {app: indexer}}
        template:
          metadata:
            labels:
              app: indexer
              contoso.example/team: search
          spec:
            serviceAccountName: indexer
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: indexer
              image: registry.contoso.example/search/indexer:5.5.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: indexer
        namespace: search
      spec:
        selector: {app: indexer}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: opensearch
        namespace: search
      ---
      # The init container raises vm.max_map_count of the node: a node pool of its own with the sysctl set would do without.
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: opensearch
        namespace: search
        labels:
          app: opensearch
          contoso.example/team: search
      spec:
        replicas: 1
        selector: {matchLabels: {app: opensearch}}
        serviceName: opensearch
        template:
          metadata:
            labels:
              app: opensearch
              contoso.example/team: search
          spec:
            serviceAccountName: opensearch
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            initContainers:
            - name: sysctl
              image: registry.contoso.example/mirror/busybox:1.37.0
              command:
              - sysctl
              - -w
              - vm.max_map_count=262144
              securityContext:
                privileged: true
                runAsUser: 0
                runAsNonRoot: false
              resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 16Mi}}
            containers:
            - name: opensearch
              image: registry.contoso.example/mirror/opensearch:2.19.3
              ports:
              - {name: http, containerPort: 9200}
              env:
              - {name: OPENSEARCH_JAVA_OPTS, value: -Xms4g -Xmx4g}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: '2', memory: 4Gi}, limits: {memory: 8Gi}}
              livenessProbe: {httpGet: {path: '/_cluster/health?local=true', port: http}}
              readinessProbe: {httpGet: {path: '/_cluster/health?local=true', port: http}}
              volumeMounts:
              - {name: data, mountPath: /usr/share/opensearch/data}
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: managed-csi-premium
            resources: {requests: {storage: 256Gi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: opensearch
        namespace: search
      spec:
        selector: {app: opensearch}
        ports:
        - {name: http, port: 9200, targetPort: http}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: search-engineers
        namespace: search
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: edit
      subjects:
      - kind: Group
        name: entra:search-engineers
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
    File(cluster: "stg-weu", name: "shop-catalog.yaml", text: #"""
      # Team Shop: what there is, and what one takes.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: catalog
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: catalog
        namespace: shop
        labels:
          app: catalog
          contoso.example/team: shop
      spec:
        replicas: 1
        selector: {matchLabels: {app: catalog}}
        template:
          metadata:
            labels:
              app: catalog
              contoso.example/team: shop
          spec:
            serviceAccountName: catalog
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: catalog
              image: registry.contoso.example/shop/catalog:2026.11.4
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: catalog
        namespace: shop
      spec:
        selector: {app: catalog}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cart
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cart
        namespace: shop
        labels:
          app: cart
          contoso.example/team: shop
      spec:
        replicas: 1
        selector: {matchLabels: {app: cart}}
        template:
          metadata:
            labels:
              app: cart
              contoso.example/team: shop
          spec:
            serviceAccountName: cart
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: cart
              image: registry.contoso.example/shop/cart:2026.11.4
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: REDIS, value: 'redis.data:6379'}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              resources:
                requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                limits: {memory: 256Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
              volumeMounts:
              - {name: tmp, mountPath: /tmp}
            volumes:
            - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: cart
        namespace: shop
      spec:
        selector: {app: cart}
        ports:
        - {name: http, port: 8080, targetPort: http}
      """# + "\n"),
    File(cluster: "stg-weu", name: "shop-namespace.yaml", text: #"""
      # Team Shop: the namespace.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          contoso.example/team: shop
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: shop
      spec:
        hard:
          requests.cpu: '32'
          requests.memory: 64Gi
          limits.memory: 64Gi
          pods: '120'
      """# + "\n"),
    File(cluster: "stg-weu", name: "shop-returns.yaml", text: #"""
      # Team Shop: returns, split off the storefront.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: returns
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: returns
        namespace: shop
        labels:
          app: returns
          contoso.example/team: shop
      spec:
        replicas: 1
        selector: {matchLabels: {app: returns}}
        template:
          metadata:
            labels:
              app: returns
              contoso.example/team: shop
          spec:
            serviceAccountName: returns
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
            containers:
            - name: returns
              image: registry.contoso.example/shop/returns:0.4.0
              ports:
              - {name: http, containerPort: 8080}
              securityContext:
                allowPrivilegeEscalation: false
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: returns
        namespace: shop
      spec:
        selector: {app: returns}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: returns-labels
        namespace: shop
        labels:
          app: returns-labels
          contoso.example/team: shop
      spec:
        schedule: 0 5 * * 1-5
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 2
            template:
              metadata:
                labels:
                  app: returns-labels
                  contoso.example/team: shop
              spec:
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                restartPolicy: OnFailure
                containers:
                - name: returns-labels
                  image: registry.contoso.example/shop/returns-labels:latest
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
      """# + "\n"),
    File(cluster: "stg-weu", name: "shop.yaml", text: #"""
      # Team Shop: the web shop. Well kept, with what growing fast leaves behind.
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: storefront
        namespace: shop
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: storefront
        namespace: shop
        labels:
          app: storefront
          contoso.example/team: shop
      spec:
        replicas: 1
        selector: {matchLabels: {app: storefront}}
        template:
          metadata:
            labels:
              app: storefront
              contoso.example/team: shop
          spec:
            serviceAccountName: storefront
            automountServiceAccountToken: false
            priorityClassName: business
            securityContext:
              runAsNonRoot: true
              runAsUser: 20030
              runAsGroup: 20030
              fsGroup: 20030
              seccompProfile: {type: RuntimeDefault}
            containers:
            - name: storefront
              image: registry.contoso.example/shop/storefront:2026.11.4
              ports:
              - {name: http, containerPort: 8080}
              env:
              - {name: CATALOG, value: 'http://catalog:8080'}
              - {name: CART, value: 'http://cart:8080'}
              - name: SESSION_KEY
                valueFrom: {secretKeyRef: {name: storefront, key: session-key}}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: false
              resources:
                requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                limits: {memory: 512Mi, ephemeral-storage: 256Mi}
              livenessProbe: {httpGet: {path: /healthz, port: http}}
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        namespace: shop
      spec:
        selector: {app: storefront}
        ports:
        - {name: http, port: 8080, targetPort: http}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: storefront
        namespace: shop
      spec:
        ingressClassName: nginx
        tls:
        - {hosts: [shop.staging.contoso.example], secretName: storefront-tls}
        rules:
        - host: shop.staging.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: storefront, port: {name: http}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: storefront-preview
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/configuration-snippet: 'more_set_headers "X-Robots-Tag: noindex";'
      spec:
        ingressClassName: nginx
        rules:
        - host: preview.staging.contoso.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend: {service: {name: storefront, port: {name: http}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: storefront
        namespace: shop
      spec:
        podSelector: {matchLabels: {app: storefront}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}
          ports:
          - {protocol: TCP, port: 8080}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: developer
        namespace: shop
      rules:
      - apiGroups: ['', apps]
        resources: [pods, pods/log, services, deployments]
        verbs: [get, list, watch]
      - {apiGroups: [''], resources: [pods/exec, pods/portforward], verbs: [create]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: developers
        namespace: shop
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: Role
        name: developer
      subjects:
      - kind: Group
        name: entra:shop-developers
        apiGroup: rbac.authorization.k8s.io
      """# + "\n"),
  ]

  static let past: [Earlier] = [
    Earlier(
      days: 21,
      files: [
        File(cluster: "prod-weu", name: "legacy.yaml", text: #"""
          # What was moved from virtual machines and has no team any more.
          """# + "\n"),
        File(cluster: "prod-weu", name: "marketing.yaml", text: #"""
          # Team Marketing, and the agency that works for it: images from elsewhere, no policies.
          """# + "\n"),
        File(cluster: "prod-weu", name: "search-policies.yaml", text: #"""
          # Team Search: who may ask the index.
          """# + "\n"),
        File(cluster: "prod-weu", name: "shop-namespace.yaml", text: #"""
          # Team Shop: the namespace.
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              contoso.example/team: shop
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata:
            name: compute
            namespace: shop
          spec:
            hard:
              requests.cpu: '32'
              requests.memory: 64Gi
              limits.memory: 64Gi
              pods: '120'
          ---
          apiVersion: v1
          kind: LimitRange
          metadata:
            name: defaults
            namespace: shop
          spec:
            limits:
            - type: Container
              default: {memory: 256Mi}
              defaultRequest: {cpu: 100m, memory: 256Mi}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: default-deny
            namespace: shop
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: allow-dns
            namespace: shop
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
            - to:
              - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                podSelector: {matchLabels: {k8s-app: kube-dns}}
              ports:
              - {protocol: UDP, port: 53}
              - {protocol: TCP, port: 53}
          """# + "\n"),
      ]),
    Earlier(
      days: 14,
      files: [
        File(cluster: "edge-01", name: "fleet-agent.yaml", text: #"""
          # The Platform team: what keeps the edge up to date.
          """# + "\n"),
        File(cluster: "prod-weu", name: "backup.yaml", text: #"""
          # The Platform team: backups of volumes and objects, as the vendor ships them.
          """# + "\n"),
        File(cluster: "prod-weu", name: "cluster-contractors.yaml", text: #"""
          # Rights for the move of the warehouse. Gone again since it is done.
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: migration-contractors
          roleRef:
            apiGroup: rbac.authorization.k8s.io
            kind: ClusterRole
            name: cluster-admin
          subjects:
          - kind: Group
            name: entra:contractors
            apiGroup: rbac.authorization.k8s.io
          """# + "\n"),
        File(cluster: "prod-weu", name: "shop-catalog.yaml", text: #"""
          # Team Shop: what there is, and what one takes.
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: catalog
            namespace: shop
          automountServiceAccountToken: false
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: catalog
            namespace: shop
            labels:
              app: catalog
              contoso.example/team: shop
          spec:
            replicas: 3
            selector: {matchLabels: {app: catalog}}
            template:
              metadata:
                labels:
                  app: catalog
                  contoso.example/team: shop
              spec:
                serviceAccountName: catalog
                automountServiceAccountToken: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20030
                  runAsGroup: 20030
                  fsGroup: 20030
                  seccompProfile: {type: RuntimeDefault}
                topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector: {matchLabels: {app: catalog}}
                containers:
                - name: catalog
                  image: registry.contoso.example/shop/catalog:2026.11.3
                  ports:
                  - {name: http, containerPort: 8080}
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 512Mi, ephemeral-storage: 256Mi}
                  livenessProbe: {httpGet: {path: /healthz, port: http}}
                  readinessProbe: {httpGet: {path: /ready, port: http}}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: catalog
            namespace: shop
          spec:
            selector: {app: catalog}
            ports:
            - {name: http, port: 8080, targetPort: http}
          ---
          apiVersion: policy/v1
          kind: PodDisruptionBudget
          metadata:
            name: catalog
            namespace: shop
          spec:
            maxUnavailable: 1
            selector: {matchLabels: {app: catalog}}
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: cart
            namespace: shop
          automountServiceAccountToken: false
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: cart
            namespace: shop
            labels:
              app: cart
              contoso.example/team: shop
          spec:
            replicas: 3
            selector: {matchLabels: {app: cart}}
            template:
              metadata:
                labels:
                  app: cart
                  contoso.example/team: shop
              spec:
                serviceAccountName: cart
                automountServiceAccountToken: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20030
                  runAsGroup: 20030
                  fsGroup: 20030
                  seccompProfile: {type: RuntimeDefault}
                topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector: {matchLabels: {app: cart}}
                containers:
                - name: cart
                  image: registry.contoso.example/shop/cart:2026.11.3
                  ports:
                  - {name: http, containerPort: 8080}
                  env:
                  - {name: REDIS, value: 'redis.data:6379'}
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 256Mi, ephemeral-storage: 256Mi}
                  livenessProbe: {httpGet: {path: /healthz, port: http}}
                  readinessProbe: {httpGet: {path: /ready, port: http}}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: cart
            namespace: shop
          spec:
            selector: {app: cart}
            ports:
            - {name: http, port: 8080, targetPort: http}
          ---
          apiVersion: policy/v1
          kind: PodDisruptionBudget
          metadata:
            name: cart
            namespace: shop
          spec:
            maxUnavailable: 1
            selector: {matchLabels: {app: cart}}
          """# + "\n"),
        File(cluster: "stg-weu", name: "sandbox.yaml", text: #"""
          # Where anybody may try things out. Some stay.
          """# + "\n"),
        File(cluster: "stg-weu", name: "shop-catalog.yaml", text: #"""
          # Team Shop: what there is, and what one takes.
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: catalog
            namespace: shop
          automountServiceAccountToken: false
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: catalog
            namespace: shop
            labels:
              app: catalog
              contoso.example/team: shop
          spec:
            replicas: 1
            selector: {matchLabels: {app: catalog}}
            template:
              metadata:
                labels:
                  app: catalog
                  contoso.example/team: shop
              spec:
                serviceAccountName: catalog
                automountServiceAccountToken: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20030
                  runAsGroup: 20030
                  fsGroup: 20030
                  seccompProfile: {type: RuntimeDefault}
                containers:
                - name: catalog
                  image: registry.contoso.example/shop/catalog:2026.11.4
                  ports:
                  - {name: http, containerPort: 8080}
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 512Mi, ephemeral-storage: 256Mi}
                  livenessProbe: {httpGet: {path: /healthz, port: http}}
                  readinessProbe: {httpGet: {path: /ready, port: http}}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: catalog
            namespace: shop
          spec:
            selector: {app: catalog}
            ports:
            - {name: http, port: 8080, targetPort: http}
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: cart
            namespace: shop
          automountServiceAccountToken: false
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: cart
            namespace: shop
            labels:
              app: cart
              contoso.example/team: shop
          spec:
            replicas: 1
            selector: {matchLabels: {app: cart}}
            template:
              metadata:
                labels:
                  app: cart
                  contoso.example/team: shop
              spec:
                serviceAccountName: cart
                automountServiceAccountToken: false
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20030
                  runAsGroup: 20030
                  fsGroup: 20030
                  seccompProfile: {type: RuntimeDefault}
                containers:
                - name: cart
                  image: registry.contoso.example/shop/cart:2026.11.4
                  ports:
                  - {name: http, containerPort: 8080}
                  env:
                  - {name: REDIS, value: 'redis.data:6379'}
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 256Mi, ephemeral-storage: 256Mi}
                  livenessProbe: {httpGet: {path: /healthz, port: http}}
                  readinessProbe: {httpGet: {path: /ready, port: http}}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: cart
            namespace: shop
          spec:
            selector: {app: cart}
            ports:
            - {name: http, port: 8080, targetPort: http}
          """# + "\n"),
      ]),
    Earlier(
      days: 7,
      files: [
        File(cluster: "edge-01", name: "remote-access-shell.yaml", text: #"""
          # For the week of the maintenance.
          """# + "\n"),
        File(cluster: "prod-weu", name: "batch-address-check.yaml", text: #"""
          # Team Back Office: bought, and put in as it came.
          """# + "\n"),
        File(cluster: "prod-weu", name: "shop-returns.yaml", text: #"""
          # Team Shop: returns, split off the storefront.
          """# + "\n"),
        File(cluster: "stg-weu", name: "shop-returns.yaml", text: #"""
          # Team Shop: returns, split off the storefront.
          """# + "\n"),
      ]),
    Earlier(
      days: 3,
      files: [
        File(cluster: "prod-weu", name: "backup.yaml", text: #"""
          # The Platform team: backups of volumes and objects, as the vendor ships them.
          apiVersion: v1
          kind: Namespace
          metadata:
            name: backup
            labels:
              pod-security.kubernetes.io/enforce: privileged
              contoso.example/team: platform
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: backup-server
            namespace: backup
          automountServiceAccountToken: false
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: backup-server
            namespace: backup
            labels:
              app: backup-server
              contoso.example/team: platform
          spec:
            replicas: 1
            selector: {matchLabels: {app: backup-server}}
            template:
              metadata:
                labels:
                  app: backup-server
                  contoso.example/team: platform
              spec:
                serviceAccountName: backup-server
                automountServiceAccountToken: true
                priorityClassName: business
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 20075
                  runAsGroup: 20075
                  fsGroup: 20075
                  seccompProfile: {type: RuntimeDefault}
                containers:
                - name: backup-server
                  image: registry.contoso.example/mirror/backup-server:1.17.0
                  ports:
                  - {name: metrics, containerPort: 8085}
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources:
                    requests: {cpu: 250m, memory: 256Mi, ephemeral-storage: 64Mi}
                    limits: {memory: 512Mi, ephemeral-storage: 256Mi}
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: backup-node
            namespace: backup
          ---
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: backup-node
            namespace: backup
            labels:
              app: backup-node
              contoso.example/team: platform
          spec:
            selector: {matchLabels: {app: backup-node}}
            template:
              metadata:
                labels:
                  app: backup-node
                  contoso.example/team: platform
              spec:
                serviceAccountName: backup-node
                automountServiceAccountToken: false
                securityContext:
                  runAsUser: 0
                containers:
                - name: backup-node
                  image: registry.contoso.example/mirror/backup-server:1.17.0
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 250m, memory: 256Mi}, limits: {memory: 512Mi}}
                  volumeMounts:
                  - {name: pods, mountPath: /host_pods, mountPropagation: HostToContainer}
                volumes:
                - {name: pods, hostPath: {path: /var/lib/kubelet/pods}}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: backup-server
          roleRef:
            apiGroup: rbac.authorization.k8s.io
            kind: ClusterRole
            name: cluster-admin
          subjects:
          - {kind: ServiceAccount, name: backup-server, namespace: backup}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: default-deny
            namespace: backup
          spec:
            podSelector: {}
            policyTypes: [Ingress]
          """# + "\n"),
        File(cluster: "prod-weu", name: "shop-returns.yaml", text: #"""
          # Team Shop: returns, split off the storefront.
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: returns
            namespace: shop
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: returns
            namespace: shop
            labels:
              app: returns
              contoso.example/team: shop
          spec:
            replicas: 2
            selector: {matchLabels: {app: returns}}
            template:
              metadata:
                labels:
                  app: returns
                  contoso.example/team: shop
              spec:
                serviceAccountName: returns
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                containers:
                - name: returns
                  image: registry.contoso.example/shop/returns:0.3.1
                  ports:
                  - {name: http, containerPort: 8080}
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
                  livenessProbe: {httpGet: {path: /healthz, port: http}}
                  readinessProbe: {httpGet: {path: /ready, port: http}}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: returns
            namespace: shop
          spec:
            selector: {app: returns}
            ports:
            - {name: http, port: 8080, targetPort: http}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: returns
            namespace: shop
          spec:
            podSelector: {matchLabels: {app: returns}}
            policyTypes: [Ingress, Egress]
            ingress:
            - from:
              - {podSelector: {matchLabels: {app: storefront}}}
              ports:
              - {protocol: TCP, port: 8080}
            egress:
            - to:
              - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
                podSelector: {matchLabels: {app: orders-db}}
              ports:
              - {protocol: TCP, port: 5432}
          ---
          apiVersion: batch/v1
          kind: CronJob
          metadata:
            name: returns-labels
            namespace: shop
            labels:
              app: returns-labels
              contoso.example/team: shop
          spec:
            schedule: 0 5 * * 1-5
            concurrencyPolicy: Forbid
            jobTemplate:
              spec:
                backoffLimit: 2
                template:
                  metadata:
                    labels:
                      app: returns-labels
                      contoso.example/team: shop
                  spec:
                    securityContext:
                      runAsNonRoot: true
                      runAsUser: 1000
                    restartPolicy: OnFailure
                    containers:
                    - name: returns-labels
                      image: registry.contoso.example/shop/returns-labels:0.3.0
                      securityContext:
                        allowPrivilegeEscalation: false
                      resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
          """# + "\n"),
        File(cluster: "stg-weu", name: "ci-runner.yaml", text: #"""
          # Team Developer Experience: runners, with the socket of the node's runtime.
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: runner
            namespace: ci
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: runner
            namespace: ci
            labels:
              app: runner
              contoso.example/team: developer-experience
          spec:
            replicas: 4
            selector: {matchLabels: {app: runner}}
            template:
              metadata:
                labels:
                  app: runner
                  contoso.example/team: developer-experience
              spec:
                serviceAccountName: runner
                automountServiceAccountToken: false
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                containers:
                - name: runner
                  image: registry.contoso.example/ci/runner:2.329.0
                  securityContext:
                    allowPrivilegeEscalation: false
                  resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
                  volumeMounts:
                  - {name: socket, mountPath: /var/run/docker.sock}
                volumes:
                - {name: socket, hostPath: {path: /var/run/docker.sock, type: Socket}}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: runner
            namespace: ci
          spec:
            podSelector: {matchLabels: {app: runner}}
            policyTypes: [Egress]
            egress:
            - {}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: runner
            namespace: ci
          data:
            config.toml: |
              concurrent = 4
              check_interval = 3
          """# + "\n"),
        File(cluster: "stg-weu", name: "shop-returns.yaml", text: #"""
          # Team Shop: returns, split off the storefront.
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: returns
            namespace: shop
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: returns
            namespace: shop
            labels:
              app: returns
              contoso.example/team: shop
          spec:
            replicas: 1
            selector: {matchLabels: {app: returns}}
            template:
              metadata:
                labels:
                  app: returns
                  contoso.example/team: shop
              spec:
                serviceAccountName: returns
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 1000
                containers:
                - name: returns
                  image: registry.contoso.example/shop/returns:0.4.0
                  ports:
                  - {name: http, containerPort: 8080}
                  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
                  livenessProbe: {httpGet: {path: /healthz, port: http}}
                  readinessProbe: {httpGet: {path: /ready, port: http}}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: returns
            namespace: shop
          spec:
            selector: {app: returns}
            ports:
            - {name: http, port: 8080, targetPort: http}
          ---
          apiVersion: batch/v1
          kind: CronJob
          metadata:
            name: returns-labels
            namespace: shop
            labels:
              app: returns-labels
              contoso.example/team: shop
          spec:
            schedule: 0 5 * * 1-5
            concurrencyPolicy: Forbid
            jobTemplate:
              spec:
                backoffLimit: 2
                template:
                  metadata:
                    labels:
                      app: returns-labels
                      contoso.example/team: shop
                  spec:
                    securityContext:
                      runAsNonRoot: true
                      runAsUser: 1000
                    restartPolicy: OnFailure
                    containers:
                    - name: returns-labels
                      image: registry.contoso.example/shop/returns-labels:0.3.0
                      securityContext:
                        allowPrivilegeEscalation: false
                      resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
          """# + "\n"),
      ]),
    Earlier(
      days: 1,
      files: [
        File(cluster: "prod-weu", name: "marketing-flash-sale.yaml", text: #"""
          # Team Marketing: the page of the flash sale, put up in a hurry.
          """# + "\n"),
        File(cluster: "stg-weu", name: "ci-image-builder.yaml", text: #"""
          # Team Developer Experience: image builds inside the cluster, since yesterday.
          """# + "\n"),
      ]),
  ]
}
